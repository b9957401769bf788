package io.diag.benchmarks.overhead;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Paired ratios, and the interval in which their middle lies with 95 % by bootstrap. */
record Ratios(
    String name, int rounds, double median, double low, double high, double q1, double q3) {
  static final String HEAD =
      """
      | CPU per request against off | rounds | median | median, 95 percent | quartiles |
      | --- | --- | --- | --- | --- |""";

  private static final int RESAMPLES = 10_000;

  static Ratios of(String name, double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    SplittableRandom random = new SplittableRandom(1);
    double[] medians = new double[RESAMPLES];
    double[] resample = new double[sorted.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int k = 0; k < resample.length; k++) {
        resample[k] = sorted[random.nextInt(sorted.length)];
      }
      Arrays.sort(resample);
      medians[i] = quantile(resample, 0.5);
    }
    Arrays.sort(medians);
    return new Ratios(
        name,
        sorted.length,
        quantile(sorted, 0.5),
        quantile(medians, 0.025),
        quantile(medians, 0.975),
        quantile(sorted, 0.25),
        quantile(sorted, 0.75));
  }

  String asRow() {
    return String.format(
        java.util.Locale.ROOT,
        "| %s | %d | %.4f | %.4f to %.4f | %.4f to %.4f |",
        name,
        rounds,
        median,
        low,
        high,
        q1,
        q3);
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
