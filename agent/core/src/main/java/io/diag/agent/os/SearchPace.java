package io.diag.agent.os;

import java.util.function.LongSupplier;

/**
 * When to look through the loaded classes: only after some were loaded, and for at most a
 * thousandth of the time. What a look costs is its CPU time: on a machine that is full, the next
 * one would be minutes away otherwise. The sampler's thread.
 */
public final class SearchPace {
  private static final long REST_PER_COST = 1_000;

  private final LongSupplier loadedClasses;
  private final LongSupplier nanoTime;
  private final LongSupplier cpuNanos;
  private long lookedAtClasses = -1;
  private long nextNanos;
  private long startedNanos;
  private long startedCpuNanos;
  private long classes;

  /**
   * @param loadedClasses how many classes were loaded since the JVM began
   * @param nanoTime a monotonic clock in nanoseconds
   * @param cpuNanos the calling thread's CPU time, or below 0 where it is not known
   */
  public SearchPace(LongSupplier loadedClasses, LongSupplier nanoTime, LongSupplier cpuNanos) {
    this.loadedClasses = loadedClasses;
    this.nanoTime = nanoTime;
    this.cpuNanos = cpuNanos;
  }

  /** Whether to look now; then {@link #ended} follows. */
  public boolean begin() {
    startedNanos = nanoTime.getAsLong();
    startedCpuNanos = cpuNanos.getAsLong();
    classes = loadedClasses.getAsLong();
    return classes != lookedAtClasses && (lookedAtClasses < 0 || startedNanos - nextNanos >= 0);
  }

  public void ended() {
    lookedAtClasses = classes;
    long end = nanoTime.getAsLong();
    long cost = startedCpuNanos < 0 ? end - startedNanos : cpuNanos.getAsLong() - startedCpuNanos;
    nextNanos = end + REST_PER_COST * cost;
  }
}
