package io.diag.wire;

import java.util.Arrays;

/**
 * Lengths or sizes of things that happened within a span of time: how many, their sum, the largest,
 * and how many fell between one bound and the next. What lies above the last bound is not in a
 * bucket: it is the count less all buckets, and at most {@link #max}. Immutable.
 */
public final class Histogram {
  public static final int MAX_BUCKETS = 64;

  /** A million histograms of so many can be added up within a long. */
  private static final long MAX_COUNT = 1_000_000_000_000L;

  private final long count;
  private final double sum;
  private final double max;
  private final double[] bounds;
  private final long[] counts;

  private Histogram(double sum, long count, double max, double[] bounds, long[] counts) {
    this.count = count;
    this.sum = sum;
    this.max = max;
    this.bounds = bounds;
    this.counts = counts;
  }

  /**
   * @param count at least 1: where nothing happened there is no histogram
   * @param bounds upper bounds, inclusive and rising; copied
   * @param counts how many lie above the bound before and not above this one; copied
   * @throws IllegalArgumentException if this cannot be so
   */
  public Histogram(long count, double sum, double max, double[] bounds, long[] counts) {
    this(sum, count, max, bounds.clone(), counts.clone());
    require(count > 0 && count <= MAX_COUNT, "'count' is not 1 to " + MAX_COUNT);
    require(isFinite(sum) && isFinite(max), "'sum' or 'max' is not a finite number");
    require(bounds.length == counts.length, "bounds and counts differ in number");
    require(bounds.length <= MAX_BUCKETS, "more than " + MAX_BUCKETS + " buckets");
    long left = count;
    for (int i = 0; i < bounds.length; i++) {
      require(isFinite(bounds[i]), "a bound is not a finite number");
      require(i == 0 || bounds[i] > bounds[i - 1], "the bounds do not rise");
      require(counts[i] >= 0 && counts[i] <= left, "the buckets do not fit the count");
      left -= counts[i];
    }
  }

  public long count() {
    return count;
  }

  public double sum() {
    return sum;
  }

  public double max() {
    return max;
  }

  public int buckets() {
    return bounds.length;
  }

  /** The upper bound of a bucket. */
  public double bound(int bucket) {
    return bounds[bucket];
  }

  /** How many lie in a bucket. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /**
   * Both together, as if they were one span. Should their bounds differ so much that there would be
   * too many, neighbouring buckets become one. Allocates.
   */
  public Histogram plus(Histogram other) {
    double[] mergedBounds = new double[bounds.length + other.bounds.length];
    long[] mergedCounts = new long[mergedBounds.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < other.bounds.length) {
      boolean mine =
          j == other.bounds.length || (i < bounds.length && bounds[i] <= other.bounds[j]);
      double bound = mine ? bounds[i] : other.bounds[j];
      mergedBounds[size] = bound;
      if (i < bounds.length && bounds[i] == bound) {
        mergedCounts[size] += counts[i++];
      }
      if (j < other.bounds.length && other.bounds[j] == bound) {
        mergedCounts[size] += other.counts[j++];
      }
      size++;
    }
    while (size > MAX_BUCKETS) {
      size = halve(mergedBounds, mergedCounts, size);
    }
    double both = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum + other.sum));
    return new Histogram(
        both,
        count + other.count,
        Math.max(max, other.max),
        Arrays.copyOf(mergedBounds, size),
        Arrays.copyOf(mergedCounts, size));
  }

  /** Two buckets become one up to the higher bound; returns how many there are then. */
  private static int halve(double[] bounds, long[] counts, int size) {
    int half = 0;
    for (int i = 0; i < size; i += 2) {
      boolean pair = i + 1 < size;
      bounds[half] = bounds[pair ? i + 1 : i];
      counts[half] = counts[i] + (pair ? counts[i + 1] : 0);
      half++;
    }
    return half;
  }

  private static boolean isFinite(double value) {
    return !Double.isNaN(value) && !Double.isInfinite(value);
  }

  private static void require(boolean so, String otherwise) {
    if (!so) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Histogram)) {
      return false;
    }
    Histogram that = (Histogram) other;
    return count == that.count
        && Double.compare(sum, that.sum) == 0
        && Double.compare(max, that.max) == 0
        && Arrays.equals(bounds, that.bounds)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds) * 31 + Arrays.hashCode(counts) + Long.hashCode(count);
  }

  @Override
  public String toString() {
    return count
        + " with sum "
        + sum
        + " and max "
        + max
        + " in "
        + Arrays.toString(counts)
        + " up to "
        + Arrays.toString(bounds);
  }
}
