package io.diag.benchmarks.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Series as the API tells them, with as many points as are wanted. */
final class SyntheticSeries {
  private static final String[] POOLS = {
    "G1 Eden Space",
    "G1 Survivor Space",
    "G1 Old Gen",
    "Metaspace",
    "Compressed Class Space",
    "CodeHeap 'non-nmethods'",
    "CodeHeap 'profiled nmethods'",
    "CodeHeap 'non-profiled nmethods'"
  };
  private static final String[] STATES = {"runnable", "blocked", "waiting", "timed_waiting"};
  private static final double MIB = 1024 * 1024;

  private final long fromMillis;
  private final long toMillis;
  private final SplittableRandom random = new SplittableRandom(3);

  SyntheticSeries(long fromMillis, long toMillis) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  /** The CPU of a JVM with so many points. */
  Map<String, Object> one(int points) {
    return answer(List.of(series("diag.process.cpu.cores", Map.of(), points, 0.2, 3.5)));
  }

  /** All that the overview draws of a JVM, 25 series. */
  Map<String, Object> all(int points) {
    List<Map<String, Object>> series = new ArrayList<>();
    for (String pool : POOLS) {
      Map<String, String> labels =
          Map.of(
              "jvm.memory.pool.name",
              pool,
              "jvm.memory.type",
              pool.startsWith("G1") ? "heap" : "non_heap");
      series.add(series("jvm.memory.used", labels, points, 20 * MIB, 90 * MIB));
      if (pool.startsWith("G1")) {
        series.add(series("jvm.memory.used_after_last_gc", labels, points, 10 * MIB, 20 * MIB));
      }
    }
    Map<String, String> direct = Map.of("jvm.buffer.pool.name", "direct");
    series.add(series("jvm.buffer.memory.used", direct, points, 10 * MIB, 30 * MIB));
    series.add(series("diag.process.rss", Map.of(), points, 900 * MIB, 1_000 * MIB));
    series.add(series("diag.process.cpu.cores", Map.of(), points, 0.2, 3.5));
    series.add(series("jvm.thread.count", Map.of(), points, 80, 120));
    for (String state : STATES) {
      Map<String, String> labels = Map.of("jvm.thread.state", state);
      series.add(series("diag.jvm.threads", labels, points, 10, 30));
    }
    series.add(series("diag.jvm.allocation.rate", Map.of(), points, 10 * MIB, 400 * MIB));
    series.add(series("jvm.class.count", Map.of(), points, 12_000, 12_100));
    series.add(series("diag.process.fds", Map.of(), points, 200, 300));
    series.add(series("diag.agent.cpu.cores", Map.of(), points, 0.001, 0.008));
    series.add(series("diag.agent.cpu.budget", Map.of(), points, 0.01, 0.0101));
    series.add(series("diag.agent.memory", Map.of(), points, 8 * MIB, 9 * MIB));
    return answer(series);
  }

  private Map<String, Object> answer(List<Map<String, Object>> series) {
    return Map.of("from", fromMillis, "to", toMillis, "series", series);
  }

  private Map<String, Object> series(
      String name, Map<String, String> labels, int points, double least, double most) {
    List<Number[]> list = new ArrayList<>(points);
    double share = 0.5;
    for (int i = 1; i <= points; i++) {
      share = Math.min(1, Math.max(0, share + random.nextDouble(-0.2, 0.2)));
      double value = least + share * (most - least);
      long time = fromMillis + (toMillis - fromMillis) * i / points;
      list.add(new Number[] {time, rounded(value)});
    }
    return Map.of("name", name, "labels", labels, "unit", "1", "points", list);
  }

  /** Bytes and counts are whole, shares and cores have six digits. */
  private static Number rounded(double value) {
    return value >= 10 ? (Number) Math.round(value) : (Number) (Math.rint(value * 1e6) / 1e6);
  }
}
