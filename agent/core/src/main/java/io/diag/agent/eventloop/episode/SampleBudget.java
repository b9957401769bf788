package io.diag.agent.eventloop.episode;

/**
 * Bounds how often threads are sampled, over all loops: the JVM stops for a moment each time. The
 * watch's thread.
 */
final class SampleBudget {
  private static final long MOST_AT_ONCE = 20;

  /** A hundred a second. */
  private static final long REFILL_NANOS = 10_000_000;

  private long tokens = MOST_AT_ONCE;
  private long refilledAtNanos;

  /**
   * @param nowNanos {@code nanoTime}
   */
  SampleBudget(long nowNanos) {
    refilledAtNanos = nowNanos;
  }

  /** Whether one more may be taken; takes it. */
  boolean take(long nowNanos) {
    long due = (nowNanos - refilledAtNanos) / REFILL_NANOS;
    if (due > 0) {
      tokens = Math.min(MOST_AT_ONCE, tokens + due);
      refilledAtNanos += due * REFILL_NANOS;
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
