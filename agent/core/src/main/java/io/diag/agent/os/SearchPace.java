package io.diag.agent.os;

import java.util.function.LongSupplier;

/**
 * When to look through the loaded classes: only after some were loaded, and for at most a
 * thousandth of the time. The sampler's thread.
 */
public final class SearchPace {
  private static final long REST_PER_COST = 1_000;

  private final LongSupplier loadedClasses;
  private final LongSupplier nanoTime;
  private long lookedAtClasses = -1;
  private long nextNanos;
  private long startedNanos;
  private long classes;

  /**
   * @param loadedClasses how many classes were loaded since the JVM began
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SearchPace(LongSupplier loadedClasses, LongSupplier nanoTime) {
    this.loadedClasses = loadedClasses;
    this.nanoTime = nanoTime;
  }

  /** Whether to look now; then {@link #ended} follows. */
  public boolean begin() {
    startedNanos = nanoTime.getAsLong();
    classes = loadedClasses.getAsLong();
    return classes != lookedAtClasses && (lookedAtClasses < 0 || startedNanos - nextNanos >= 0);
  }

  public void ended() {
    lookedAtClasses = classes;
    long end = nanoTime.getAsLong();
    nextNanos = end + REST_PER_COST * (end - startedNanos);
  }
}
