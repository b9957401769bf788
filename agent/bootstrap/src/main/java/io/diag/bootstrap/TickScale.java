package io.diag.bootstrap;

/**
 * The buckets into which lengths of ticks are counted: eight to each power of two, as HdrHistogram
 * has them, so that a bucket is at most an eighth wider than its lower end. From 1,024 ns to 137 s;
 * one bucket below and one above.
 */
public final class TickScale {
  private static final int SUB_BITS = 3;
  private static final int FIRST_POWER = 10;
  private static final int LAST_POWER = 37;

  public static final int BUCKETS = ((LAST_POWER - FIRST_POWER) << SUB_BITS) + 2;

  private TickScale() {}

  /** The bucket of a length; a negative one counts as none at all. */
  public static int bucket(long nanos) {
    if (nanos < 1L << FIRST_POWER) {
      return 0;
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    if (power >= LAST_POWER) {
      return BUCKETS - 1;
    }
    int sub = (int) (nanos >>> (power - SUB_BITS)) & ((1 << SUB_BITS) - 1);
    return ((power - FIRST_POWER) << SUB_BITS) + sub + 1;
  }

  /** The longest length that falls into a bucket; {@link Long#MAX_VALUE} for the last one. */
  public static long highestNanos(int bucket) {
    return bucket == BUCKETS - 1 ? Long.MAX_VALUE : lowestNanos(bucket + 1) - 1;
  }

  /** The shortest length that falls into a bucket. */
  public static long lowestNanos(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    int power = FIRST_POWER + ((bucket - 1) >>> SUB_BITS);
    long sub = (1L << SUB_BITS) + ((bucket - 1) & ((1 << SUB_BITS) - 1));
    return sub << (power - SUB_BITS);
  }
}
