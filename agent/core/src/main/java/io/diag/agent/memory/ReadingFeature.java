package io.diag.agent.memory;

import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;

/** A {@link Reading} as a feature: its points join the sample of the tick. */
public final class ReadingFeature implements Feature {
  private final Reading reading;
  private final Sample sample;

  public ReadingFeature(Reading reading, Sample sample) {
    this.reading = reading;
    this.sample = sample;
  }

  @Override
  public String name() {
    return reading.name();
  }

  /** Reads once: what cannot be read on this JVM or system is off from the start, with why. */
  @Override
  public FeatureState start() {
    try {
      reading.read(new PointList());
      return FeatureState.on(name());
    } catch (Exception | LinkageError absent) {
      return FeatureState.off(name(), String.valueOf(absent.getMessage()));
    }
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public FeatureState tick(boolean ending) throws Exception {
    reading.read(sample.list());
    return FeatureState.on(name());
  }

  @Override
  public void stop() {}
}
