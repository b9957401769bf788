package io.diag.benchmarks.overhead;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Paired ratios, and the interval in which their middle lies with 95 % by bootstrap. */
record Ratios(
    String name, int rounds, double median, double low, double high, double q1, double q3) {
  static final String HEAD =
      """
      | CPU per request against off | rounds | median | median, 95 percent | quartiles |
      | --- | --- | --- | --- | --- |""";

  private static final int RESAMPLES = 10_000;

  static Ratios of(String name, double[] ratios) {
    return weighted(name, ratios, 1, ratios);
  }

  /**
   * Of two kinds of windows as they come: {@code share} of the one, and the other for the rest. The
   * quartiles are those of the windows as they were measured.
   */
  static Ratios weighted(String name, double[] one, double share, double[] other) {
    SplittableRandom random = new SplittableRandom(1);
    double[] medians = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double rest = share == 1 ? 0 : (1 - share) * median(resampled(other, random));
      medians[i] = share * median(resampled(one, random)) + rest;
    }
    Arrays.sort(medians);
    double[] all =
        share == 1
            ? sorted(one)
            : sorted(DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray());
    return new Ratios(
        name,
        all.length,
        share * median(one) + (share == 1 ? 0 : (1 - share) * median(other)),
        quantile(medians, 0.025),
        quantile(medians, 0.975),
        quantile(all, 0.25),
        quantile(all, 0.75));
  }

  private static double[] resampled(double[] ratios, SplittableRandom random) {
    double[] resample = new double[ratios.length];
    for (int k = 0; k < resample.length; k++) {
      resample[k] = ratios[random.nextInt(ratios.length)];
    }
    return resample;
  }

  private static double median(double[] ratios) {
    return quantile(sorted(ratios), 0.5);
  }

  private static double[] sorted(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    return sorted;
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
