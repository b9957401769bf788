package io.diag.diagnosis.growth;

import java.util.Arrays;

/**
 * Whether and how fast few values rise: the test of Mann and Kendall, and the slope of Theil and
 * Sen, which is the median of the slopes between all pairs. Neither minds outliers. Immutable; any
 * thread. Formulas: Gilbert, Statistical Methods for Environmental Pollution Monitoring, 1987,
 * chapter 16.
 */
final class Trend {
  /** Of the normal distribution: nine in ten lie within so many deviations. */
  private static final double NINE_IN_TEN = 1.645;

  private final double[] seconds;
  private final double[] values;
  private final double[] slopes;

  /**
   * @param seconds rising
   */
  Trend(double[] seconds, double[] values) {
    this.seconds = seconds;
    this.values = values;
    slopes = slopes(0, values.length);
  }

  /** How many deviations the count of rising pairs less falling ones lies above none. */
  double mannKendall() {
    int balance = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        balance += Double.compare(values[j], values[i]);
      }
    }
    double deviation = deviation();
    return balance == 0 || deviation == 0
        ? 0
        : (balance - Math.signum((double) balance)) / deviation;
  }

  /** Per second. */
  double slope() {
    return median(slopes);
  }

  /** In nine cases of ten the true slope lies between this and {@link #slopeHigh}. */
  double slopeLow() {
    return slopes[rank(-NINE_IN_TEN)];
  }

  double slopeHigh() {
    return slopes[rank(NINE_IN_TEN)];
  }

  /** The value on the line through all of them at the time of the first. */
  double start() {
    return median(values.clone()) - slope() * (median(seconds.clone()) - seconds[0]);
  }

  /** The slope of the first half and that of the second, whichever is less. */
  double lesserHalf() {
    int half = (values.length + 1) / 2;
    return Math.min(median(slopes(0, half)), median(slopes(values.length - half, values.length)));
  }

  /** The slope of the last third. */
  double lastThird() {
    return median(slopes(values.length - Math.max(3, values.length / 3), values.length));
  }

  /**
   * How much it rose from the middle third to the last, by how much it rose from the first to the
   * middle: 1 for a straight line, less for what flattens. Of {@code C(1 - exp(-t/T))} it is {@code
   * exp(-length/3T)}.
   */
  double bend() {
    int third = values.length / 3;
    int last = values.length - third;
    double before = rise(0, third, third, last);
    double after = rise(third, last, last, values.length);
    return before <= 0 ? (after > 0 ? Double.MAX_VALUE : 0) : after / before;
  }

  private double rise(int from, int to, int laterFrom, int laterTo) {
    return (mean(values, laterFrom, laterTo) - mean(values, from, to))
        / (mean(seconds, laterFrom, laterTo) - mean(seconds, from, to));
  }

  private int rank(double deviations) {
    double rank = (slopes.length + deviations * deviation()) / 2;
    return (int) Math.max(0, Math.min(slopes.length - 1L, Math.round(rank)));
  }

  /** Of the count of rising pairs less falling ones, if there is no trend; equal values count. */
  private double deviation() {
    double variance = pairsTerm(values.length);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int equal = 1;
    for (int i = 1; i <= sorted.length; i++) {
      if (i < sorted.length && sorted[i] == sorted[i - 1]) {
        equal++;
      } else {
        variance -= equal > 1 ? pairsTerm(equal) : 0;
        equal = 1;
      }
    }
    return Math.sqrt(Math.max(0, variance));
  }

  private static double pairsTerm(int n) {
    return n * (n - 1.0) * (2 * n + 5) / 18;
  }

  private double[] slopes(int from, int to) {
    int size = to - from;
    double[] all = new double[size * (size - 1) / 2];
    int k = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        all[k++] = (values[j] - values[i]) / (seconds[j] - seconds[i]);
      }
    }
    Arrays.sort(all);
    return all;
  }

  private static double median(double[] all) {
    Arrays.sort(all);
    int middle = all.length / 2;
    return all.length % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
  }

  private static double mean(double[] all, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += all[i];
    }
    return sum / (to - from);
  }
}
