package io.diag.agent.profile;

import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.IOException;

/** Shows one event of the {@link ProfileEngine} among the features; the engine does the work. */
public final class EventFeature implements Feature {
  private final ProfileEngine engine;
  private final SampledEvent event;

  public EventFeature(ProfileEngine engine, SampledEvent event) {
    this.engine = engine;
    this.event = event;
  }

  static String name(SampledEvent event) {
    return event.label() + "-profile";
  }

  @Override
  public String name() {
    return name(event);
  }

  /**
   * @throws IOException as {@link #tick}; the engine starts before its events
   */
  @Override
  public FeatureState start() throws IOException {
    return tick(false);
  }

  /**
   * @throws IOException while the engine has failed, so that this is asked again as it is
   */
  @Override
  public FeatureState tick(boolean ending) throws IOException {
    FeatureState state = engine.state(event);
    if (state.status() == FeatureState.Status.FAILED) {
      throw new IOException(state.reason());
    }
    return state;
  }

  @Override
  public void stop() {}
}
