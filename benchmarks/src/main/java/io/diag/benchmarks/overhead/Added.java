package io.diag.benchmarks.overhead;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a candidate adds to the CPU time of each kind of thread, over the rounds so far. */
final class Added {
  static final String HEAD =
      """
      | ms of CPU a second | without | added | standard error |
      | --- | --- | --- | --- |""";

  private final Map<ThreadTimes.Kind, List<Double>> without = new EnumMap<>(ThreadTimes.Kind.class);
  private final Map<ThreadTimes.Kind, List<Double>> added = new EnumMap<>(ThreadTimes.Kind.class);

  Added() {
    for (ThreadTimes.Kind kind : ThreadTimes.Kind.values()) {
      without.put(kind, new ArrayList<>());
      added.put(kind, new ArrayList<>());
    }
  }

  /**
   * One round.
   *
   * @param on milliseconds of CPU time a second
   */
  void add(ThreadTimes.Kind kind, double on, double off) {
    without.get(kind).add(off);
    added.get(kind).add(on - off);
  }

  List<String> asRows() {
    List<String> rows = new ArrayList<>();
    added.forEach(
        (kind, each) ->
            rows.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %+.2f | %.2f |",
                    kind.name().toLowerCase(Locale.ROOT),
                    mean(without.get(kind)),
                    mean(each),
                    standardError(each))));
    return rows;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double standardError(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1) / values.size());
  }
}
