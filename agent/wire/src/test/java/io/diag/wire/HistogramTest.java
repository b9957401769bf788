package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final double[] BOUNDS = {1, 2, 5, 10, 20};

  @Test
  void twoSpansTogetherAreAsOneSpan() {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.doubles(1_000, 0, 40).toArray();
    Histogram parts =
        histogram(BOUNDS, Arrays.copyOf(values, 300))
            .plus(histogram(BOUNDS, Arrays.copyOfRange(values, 300, 1_000)));
    Histogram whole = histogram(BOUNDS, values);
    assertThat(parts.count()).isEqualTo(whole.count());
    assertThat(parts.max()).isEqualTo(whole.max());
    assertThat(parts.sum()).isCloseTo(whole.sum(), within(1e-6));
    for (int i = 0; i < BOUNDS.length; i++) {
      assertThat(parts.bound(i)).isEqualTo(BOUNDS[i]);
      assertThat(parts.count(i)).isEqualTo(whole.count(i));
    }
  }

  @Test
  void bucketsThatOnlyOneOfThemHasStay() {
    Histogram first = new Histogram(3, 12, 8, new double[] {5, 10}, new long[] {2, 1});
    Histogram second = new Histogram(2, 103, 100, new double[] {2, 10}, new long[] {0, 1});
    assertThat(first.plus(second))
        .isEqualTo(new Histogram(5, 115, 100, new double[] {2, 5, 10}, new long[] {0, 2, 2}))
        .isEqualTo(second.plus(first));
  }

  @Test
  void howeverMuchTheBoundsDifferTheBucketsStayFewAndTrue() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(500, 0, 1).toArray();
    double[] all = new double[0];
    Histogram sum = null;
    for (int round = 0; round < 20; round++) {
      double[] bounds = random.doubles(Histogram.MAX_BUCKETS, 0, 1).sorted().toArray();
      Histogram one = histogram(bounds, values);
      sum = sum == null ? one : sum.plus(one);
      int before = all.length;
      all = Arrays.copyOf(all, before + values.length);
      System.arraycopy(values, 0, all, before, values.length);
    }
    assertThat(sum.buckets()).isLessThanOrEqualTo(Histogram.MAX_BUCKETS);
    assertThat(sum.count()).isEqualTo(all.length);
    long below = 0;
    for (int i = 0; i < sum.buckets(); i++) {
      below += sum.count(i);
      double bound = sum.bound(i);
      assertThat(below)
          .as("nothing counted up to a bound lies above it")
          .isLessThanOrEqualTo(Arrays.stream(all).filter(value -> value <= bound).count());
    }
  }

  private static Histogram histogram(double[] bounds, double[] values) {
    long[] counts = new long[bounds.length];
    for (double value : values) {
      int bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) {
        bucket++;
      }
      if (bucket < bounds.length) {
        counts[bucket]++;
      }
    }
    return new Histogram(
        values.length,
        Arrays.stream(values).sum(),
        Arrays.stream(values).max().orElseThrow(),
        bounds,
        counts);
  }
}
