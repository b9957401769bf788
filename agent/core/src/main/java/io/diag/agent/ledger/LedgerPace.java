package io.diag.agent.ledger;

import java.util.function.LongSupplier;

/**
 * When to read the mappings: every minute, on suspicion every ten seconds, and in either case so
 * seldom that the readings take no more than a five-hundredth of one core. Half an hour is the
 * longest it waits, whatever the cost. The sampler's thread.
 */
final class LedgerPace {
  static final long USUAL_NANOS = 60_000_000_000L;
  static final long SUSPICIOUS_NANOS = 10_000_000_000L;
  static final long LONGEST_NANOS = 1_800_000_000_000L;

  /** The first one waits for this: until then the application has better things to do. */
  static final long FIRST_UPTIME_MILLIS = 10_000;

  private static final long REST_PER_COST = 500;

  private final LongSupplier nanoTime;
  private final LongSupplier uptimeMillis;
  private boolean read;
  private long lastNanos;
  private long restNanos;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   * @param uptimeMillis since the JVM started
   */
  LedgerPace(LongSupplier nanoTime, LongSupplier uptimeMillis) {
    this.nanoTime = nanoTime;
    this.uptimeMillis = uptimeMillis;
  }

  /** Whether to read now; then {@link #took} follows. */
  boolean due(boolean suspicious) {
    if (!read) {
      return uptimeMillis.getAsLong() >= FIRST_UPTIME_MILLIS;
    }
    long wanted = Math.max(restNanos, suspicious ? SUSPICIOUS_NANOS : USUAL_NANOS);
    return nanoTime.getAsLong() - lastNanos >= Math.min(LONGEST_NANOS, wanted);
  }

  /** A reading, even one that failed, took this much CPU time. */
  void took(long cpuNanos) {
    read = true;
    lastNanos = nanoTime.getAsLong();
    restNanos = REST_PER_COST * Math.max(0, cpuNanos);
  }
}
