package io.diag.agent.ledger;

/**
 * Whether memory that belongs to no file grew within the last two minutes by more than the JVM's
 * own amounts did. A heap that is touched for the first time looks so, too: the reading tells them
 * apart. The sampler's thread.
 */
final class GrowthSuspicion {
  /** What the C library's reserves, and amounts read a moment apart, make up by themselves. */
  static final long ENOUGH_BYTES = 8L << 20;

  /** Two minutes of ticks. */
  static final int TICKS = 24;

  private final long[] unexplained = new long[TICKS];
  private int count;

  /**
   * Takes the amounts of this tick.
   *
   * @param filelessBytes resident memory that belongs to no file
   * @param explainedBytes what the JVM says it took of it
   * @return whether that is suspicious
   */
  boolean rises(long filelessBytes, long explainedBytes) {
    long now = filelessBytes - explainedBytes;
    unexplained[count++ % TICKS] = now;
    long least = now;
    for (int i = 0; i < Math.min(count, TICKS); i++) {
      least = Math.min(least, unexplained[i]);
    }
    count = count >= 2 * TICKS ? count - TICKS : count;
    return now - least > ENOUGH_BYTES;
  }
}
