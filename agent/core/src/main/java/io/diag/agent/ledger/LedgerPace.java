package io.diag.agent.ledger;

import java.util.function.LongSupplier;

/**
 * When to read the mappings: every minute, on suspicion every ten seconds, and in either case so
 * seldom that the readings take no more than a five-hundredth of one core. Half an hour is the
 * longest it waits, whatever the cost, and what it waits where a reading takes so long that others
 * may feel it. The sampler's thread.
 */
final class LedgerPace {
  static final long USUAL_NANOS = 60_000_000_000L;
  static final long SUSPICIOUS_NANOS = 10_000_000_000L;
  static final long LONGEST_NANOS = 1_800_000_000_000L;

  /** The first one waits for this: until then the application has better things to do. */
  static final long FIRST_UPTIME_MILLIS = 10_000;

  /** A reading that takes longer may hold up whoever gets or gives back memory. */
  static final long SLOW_NANOS = 200_000_000;

  /** On a machine that is busy one may take long by chance. */
  private static final int SLOW_IN_A_ROW = 2;

  private static final long REST_PER_COST = 500;

  private final LongSupplier nanoTime;
  private final LongSupplier uptimeMillis;
  private boolean read;
  private long lastNanos;
  private long restNanos;
  private int slowInARow;

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
    long rest = isSlow() ? LONGEST_NANOS : restNanos;
    long wanted = Math.max(rest, suspicious ? SUSPICIOUS_NANOS : USUAL_NANOS);
    return nanoTime.getAsLong() - lastNanos >= Math.min(LONGEST_NANOS, wanted);
  }

  /** A reading, even one that failed, took this much CPU time. */
  void took(long cpuNanos) {
    read = true;
    lastNanos = nanoTime.getAsLong();
    restNanos = REST_PER_COST * Math.max(0, cpuNanos);
    slowInARow = cpuNanos > SLOW_NANOS ? slowInARow + 1 : 0;
  }

  /** Whether the last readings took so long that the next one waits for half an hour. */
  boolean isSlow() {
    return slowInARow >= SLOW_IN_A_ROW;
  }
}
