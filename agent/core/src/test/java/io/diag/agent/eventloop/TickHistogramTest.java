package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.bootstrap.TickScale;
import io.diag.wire.Histogram;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickHistogramTest {
  private static final long MILLI = 1_000_000;

  static {
    OwnJvm.instrumentation();
  }

  @Test
  void aBoundIsAtMostAnEighthAboveWhatItCounts() {
    Histogram histogram = of(3 * MILLI, 200 * MILLI, 200 * MILLI);
    assertThat(histogram.count()).isEqualTo(3);
    assertThat(histogram.buckets()).isEqualTo(2);
    assertThat(histogram.bound(0)).isBetween(0.003, 0.003375);
    assertThat(histogram.bound(1)).isBetween(0.2, 0.225);
    assertThat(histogram.count(1)).isEqualTo(2);
    assertThat(histogram.sum()).isEqualTo(0.403);
    assertThat(histogram.max()).isEqualTo(0.2);
  }

  @Test
  void belowAMillisecondThereIsOneBucketToAPowerOfTwo() {
    Histogram histogram = of(70_000, 90_000, 130_000);
    assertThat(histogram.buckets()).isEqualTo(1);
    assertThat(histogram.bound(0)).isBetween(0.000131, 0.000132);
  }

  @Test
  void whatLastsLongerThanAnyBucketIsInTheCountAlone() {
    Histogram histogram = of(5 * MILLI, 200_000 * MILLI);
    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.buckets()).isEqualTo(1);
    assertThat(histogram.max()).isEqualTo(200);
  }

  @Test
  void neverMoreBucketsThanTheWireTakesAndNoTickIsLost() {
    Random random = new Random(64);
    long[] lengths = new long[20_000];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (long) Math.exp(random.nextDouble() * Math.log(1.2e11));
    }
    Histogram histogram = of(lengths);
    assertThat(histogram.buckets()).isLessThanOrEqualTo(Histogram.MAX_BUCKETS);
    for (int i = 0; i < histogram.buckets(); i++) {
      long counted = 0;
      long there = 0;
      for (int b = 0; b <= i; b++) {
        counted += histogram.count(b);
      }
      for (long length : lengths) {
        there += length / 1e9 <= histogram.bound(i) ? 1 : 0;
      }
      assertThat(counted).as("up to %s s", histogram.bound(i)).isEqualTo(there);
    }
  }

  /** The longest tick is taken a moment after the counts, so it may belong to the next reading. */
  @Test
  void theLongestIsNeverOutsideTheHighestBucket() {
    int[] counts = new int[TickScale.BUCKETS];
    int bucket = TickScale.bucket(40 * MILLI);
    counts[bucket] = 1;
    assertThat(TickHistogram.of(counts, 1, 40 * MILLI, 0).max())
        .isEqualTo(TickScale.lowestNanos(bucket) / 1e9);
    assertThat(TickHistogram.of(counts, 1, 40 * MILLI, 900 * MILLI).max())
        .isEqualTo(TickScale.highestNanos(bucket) / 1e9);
  }

  private static Histogram of(long... lengths) {
    int[] counts = new int[TickScale.BUCKETS];
    long sum = 0;
    long longest = 0;
    for (long length : lengths) {
      counts[TickScale.bucket(length)]++;
      sum += length;
      longest = Math.max(longest, length);
    }
    return TickHistogram.of(counts, lengths.length, sum, longest);
  }
}
