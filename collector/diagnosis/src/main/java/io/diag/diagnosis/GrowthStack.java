package io.diag.diagnosis;

import java.util.List;
import java.util.Objects;

/** Whose code takes the memory that grows, as a recording of some seconds told. Immutable. */
public final class GrowthStack {
  private final String event;
  private final String method;
  private final double share;
  private final List<String> frames;
  private final long fromMillis;
  private final long toMillis;

  /**
   * @param event what was recorded: {@code nativemem} or {@code live}
   * @param method the application's method that took most: {@code pkg.Class.method}
   * @param share of what was taken and kept while it was recorded
   * @param frames the heaviest stack with it, from the place of the allocation downwards
   * @param fromMillis when the recording began, by the JVM's clock
   */
  public GrowthStack(
      String event,
      String method,
      double share,
      List<String> frames,
      long fromMillis,
      long toMillis) {
    this.event = Objects.requireNonNull(event, "event");
    this.method = Objects.requireNonNull(method, "method");
    this.share = share;
    this.frames = Lists.copy(frames);
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  public String event() {
    return event;
  }

  public String method() {
    return method;
  }

  public double share() {
    return share;
  }

  public List<String> frames() {
    return frames;
  }

  public long fromMillis() {
    return fromMillis;
  }

  public long toMillis() {
    return toMillis;
  }
}
