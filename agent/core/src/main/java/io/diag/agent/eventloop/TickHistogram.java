package io.diag.agent.eventloop;

import io.diag.bootstrap.TickScale;
import io.diag.wire.Histogram;
import java.util.Arrays;

/**
 * Makes what is sent of the counts of a loop's ticks. From a millisecond up the buckets are as fine
 * as they were counted, below they are one to each power of two; should that still be too many for
 * the wire, the upper ones become coarser, too. Empty ones are left out.
 */
final class TickHistogram {
  private static final int SUBS = 8;
  private static final long FINE_FROM_NANOS = 1 << 20;
  private static final double NANOS = 1e9;

  private TickHistogram() {}

  /**
   * @param counts by bucket of {@link TickScale}
   * @param ticks the sum of the counts, more than 0
   * @param longestNanos as far as it is known; the fullest truth is the highest bucket in use
   * @return lengths in seconds
   */
  static Histogram of(int[] counts, long ticks, long sumNanos, long longestNanos) {
    int last = TickScale.BUCKETS - 1;
    while (counts[last] == 0) {
      last--;
    }
    long longest =
        Math.min(Math.max(longestNanos, TickScale.lowestNanos(last)), TickScale.highestNanos(last));
    for (int width = 1; ; width *= 2) {
      double[] bounds = new double[TickScale.BUCKETS];
      long[] sums = new long[TickScale.BUCKETS];
      int size = merge(counts, width, bounds, sums);
      if (size <= Histogram.MAX_BUCKETS) {
        return new Histogram(
            ticks,
            sumNanos / NANOS,
            longest / NANOS,
            Arrays.copyOf(bounds, size),
            Arrays.copyOf(sums, size));
      }
    }
  }

  /**
   * @param width how many of the fine buckets become one
   */
  private static int merge(int[] counts, int width, double[] bounds, long[] sums) {
    int size = 0;
    int bucket = 0;
    while (bucket < TickScale.BUCKETS - 1) {
      int end = end(bucket, width);
      long sum = 0;
      for (int i = bucket; i < end; i++) {
        sum += counts[i];
      }
      if (sum > 0) {
        bounds[size] = TickScale.highestNanos(end - 1) / NANOS;
        sums[size++] = sum;
      }
      bucket = end;
    }
    return size;
  }

  /** Where the group of buckets ends that begins with this one; the first bucket is alone. */
  private static int end(int bucket, int width) {
    if (bucket == 0) {
      return 1;
    }
    return bucket
        + (TickScale.lowestNanos(bucket) < FINE_FROM_NANOS ? SUBS : Math.min(SUBS, width));
  }
}
