package io.diag.agent.profile;

import java.util.Objects;

/**
 * A wish to sample one more event, or one that is sampled already more densely, for a given time
 * beside what is sampled always. Immutable; its listener is called on the sampler's thread.
 */
public final class ProfileOrder {
  /** Hears how the order fares; one of done and failed is called, and nothing after it. */
  public interface Listener {
    /** What is sampled from now on, this order's event among it. */
    default void began(SamplingPlan plan) {}

    /** A chunk of the time in which the order ran; it may hold other events too. */
    void chunk(byte[] chunk);

    /**
     * @param samplesSkipped of all events, by the rate limits
     */
    void done(long fromMillis, long untilMillis, long samplesSkipped);

    void failed(String why);

    /** Whether nobody wants it any more; asked often. */
    boolean cancelled();
  }

  private final SampledEvent event;
  private final long interval;
  private final long nanos;
  private final String reason;
  private final Listener listener;

  /**
   * @param interval in the event's unit, or 0 to let the load decide
   * @param reason for a person, as in {@code by command 4f2a}
   */
  public ProfileOrder(
      SampledEvent event, long interval, long nanos, String reason, Listener listener) {
    this.event = Objects.requireNonNull(event, "event");
    this.interval = interval;
    this.nanos = nanos;
    this.reason = Objects.requireNonNull(reason, "reason");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  SampledEvent event() {
    return event;
  }

  long nanos() {
    return nanos;
  }

  Listener listener() {
    return listener;
  }

  /** As a seam says it. */
  String describe() {
    return event.label() + " for " + nanos / 1_000_000_000 + " s, " + reason;
  }

  /**
   * The plan while this order runs.
   *
   * @param threads alive now
   * @param allocationBytesPerSecond below 0 when not known
   */
  SamplingPlan added(SamplingPlan always, int threads, double allocationBytesPerSecond) {
    SamplingPlan plan = always.with(event, interval(threads, allocationBytesPerSecond));
    // Live objects are those of the allocation samples, so both have one interval.
    return event == SampledEvent.LIVE ? plan.with(SampledEvent.ALLOC, plan.interval(event)) : plan;
  }

  private long interval(int threads, double allocationBytesPerSecond) {
    return interval > 0
        ? interval
        : OrderedInterval.of(event, nanos, threads, allocationBytesPerSecond);
  }
}
