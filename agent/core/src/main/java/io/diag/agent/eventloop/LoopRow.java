package io.diag.agent.eventloop;

import io.diag.wire.Histogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A loop as the command line shows it. What is not known is empty. */
final class LoopRow {
  private LoopRow() {}

  static List<String> busiestFirst(List<LoopReading> loops) {
    List<LoopReading> sorted = new ArrayList<>(loops);
    sorted.sort(
        Comparator.comparingDouble(LoopReading::utilization)
            .reversed()
            .thenComparing(LoopReading::name));
    List<String> rows = new ArrayList<>();
    for (LoopReading loop : sorted) {
      rows.add(of(loop));
    }
    return rows;
  }

  private static String of(LoopReading loop) {
    Histogram ticks = loop.ticks();
    return String.join(
        "\t",
        loop.name(),
        loop.framework() == null ? "" : loop.framework().label(),
        loop.role() == null ? "" : loop.role().label(),
        Math.round(loop.utilization() * 100) + "%",
        String.valueOf(ticks == null ? 0 : ticks.count()),
        ticks == null ? "" : millis(quantile(ticks, 0.5)),
        ticks == null ? "" : millis(quantile(ticks, 0.99)),
        ticks == null ? "" : millis(ticks.max()));
  }

  /** The upper bound of the bucket in which it lies. */
  private static double quantile(Histogram ticks, double share) {
    long rank = (long) Math.ceil(share * ticks.count());
    long below = 0;
    for (int i = 0; i < ticks.buckets(); i++) {
      below += ticks.count(i);
      if (below >= rank) {
        return Math.min(ticks.bound(i), ticks.max());
      }
    }
    return ticks.max();
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds * 1_000);
  }
}
