package io.diag.benchmarks.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, by name, in the order in which each name came first. */
final class Figures {
  private final Map<String, Figure> byName = new LinkedHashMap<>();

  /** The values of one name, and below which they should stay; NaN without such a target. */
  private record Figure(String unit, double target, List<Double> values) {}

  void add(String name, String unit, double target, double value) {
    byName
        .computeIfAbsent(name, first -> new Figure(unit, target, new ArrayList<>()))
        .values()
        .add(value);
  }

  /** A figure that has no target, such as a control. */
  void add(String name, String unit, double value) {
    add(name, unit, Double.NaN, value);
  }

  String asTable() {
    StringBuilder table = new StringBuilder();
    table.append("| measured | unit | wanted | median | least to most | |\n");
    table.append("| --- | --- | --- | --- | --- | --- |\n");
    byName.forEach(
        (name, figure) -> {
          double[] sorted =
              figure.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
          double median = median(sorted);
          boolean wanted = !Double.isNaN(figure.target());
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %s | %s to %s | %s |%n",
                  name,
                  figure.unit(),
                  wanted ? "at most " + text(figure.target()) : "",
                  text(median),
                  text(sorted[0]),
                  text(sorted[sorted.length - 1]),
                  wanted ? (median <= figure.target() ? "met" : "missed") : ""));
        });
    return table.toString();
  }

  private static double median(double[] sorted) {
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElseThrow();
  }

  private static String text(double value) {
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
  }
}
