package io.diag.agent.profile;

import io.diag.wire.FeatureState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Of each event that is sampled always: whether it is, and if not, why. Read by any thread. */
final class EventStates {
  static final String PAUSED = "paused: the agent is over its budget";

  private static final SampledEvent[] ALWAYS = {
    SampledEvent.CPU, SampledEvent.ALLOC, SampledEvent.LOCK
  };

  private final String note;
  private volatile Map<SampledEvent, FeatureState> states = Collections.emptyMap();
  private Map<SampledEvent, FeatureState> beforePause = Collections.emptyMap();

  /**
   * @param note what is missing on this JVM in any case, or null
   */
  EventStates(String note) {
    this.note = note;
  }

  FeatureState of(SampledEvent event) {
    FeatureState state = states.get(event);
    return state != null ? state : FeatureState.off(EventFeature.name(event), "not started yet");
  }

  /**
   * @param missing why events are not sampled
   * @param how that another source than the first is used, and why, or null
   */
  void on(Map<SampledEvent, String> missing, String how) {
    EnumMap<SampledEvent, FeatureState> next = new EnumMap<>(SampledEvent.class);
    String said = how == null ? note : note == null ? how : how + "; " + note;
    for (SampledEvent event : ALWAYS) {
      String name = EventFeature.name(event);
      String absent = missing.get(event);
      boolean notes = event == SampledEvent.CPU || event == SampledEvent.LOCK;
      next.put(
          event,
          absent != null
              ? FeatureState.off(name, absent)
              : FeatureState.on(name, notes ? said : how));
    }
    states = next;
  }

  void off(String why) {
    all(name -> FeatureState.off(name, why));
  }

  void failed(String why) {
    all(name -> FeatureState.failed(name, why));
  }

  /** On, but nothing is sampled for now. */
  void paused() {
    beforePause = states;
    all(name -> FeatureState.on(name, PAUSED));
  }

  void resumed() {
    states = beforePause;
  }

  private void all(Function<String, FeatureState> state) {
    EnumMap<SampledEvent, FeatureState> next = new EnumMap<>(SampledEvent.class);
    for (SampledEvent event : ALWAYS) {
      next.put(event, state.apply(EventFeature.name(event)));
    }
    states = next;
  }
}
