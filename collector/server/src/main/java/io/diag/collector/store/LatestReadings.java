package io.diag.collector.store;

import io.diag.wire.Point;
import java.util.List;
import java.util.function.Predicate;

/** Which series become which of the {@link Latest} readings. */
public final class LatestReadings {
  private LatestReadings() {}

  /**
   * The readings after a sample: an older sample changes nothing, a missing series keeps its last.
   */
  public static Latest after(Latest known, long timeMillis, List<Point> points) {
    if (known.time() != null && known.time() > timeMillis) {
      return known;
    }
    Double heapMax = sum(points, named("diag.jvm.memory.heap.max"));
    if (heapMax == null) {
      heapMax = sum(points, named("jvm.memory.limit").and(LatestReadings::ofHeap));
    }
    return new Latest(
        timeMillis,
        either(sum(points, named("diag.process.rss")), known.rssBytes()),
        either(sum(points, named("diag.cgroup.memory.limit")), known.limitBytes()),
        either(
            sum(points, named("jvm.memory.used").and(LatestReadings::ofHeap)),
            known.heapUsedBytes()),
        either(heapMax, known.heapMaxBytes()),
        cores(points, known),
        either(sum(points, named("jvm.thread.count")), known.threads()));
  }

  private static Double cores(List<Point> points, Latest known) {
    Double cores = sum(points, named("diag.process.cpu.cores"));
    return cores == null ? known.cpuCores() : cores;
  }

  private static Predicate<Point> named(String name) {
    return point -> point.name().equals(name);
  }

  private static boolean ofHeap(Point point) {
    return "heap".equals(point.labels().get("jvm.memory.type"));
  }

  /** Null when there is no such point: what is unknown is not zero. */
  private static Double sum(List<Point> points, Predicate<Point> wanted) {
    Double sum = null;
    for (Point point : points) {
      if (wanted.test(point)) {
        sum = (sum == null ? 0 : sum) + point.value();
      }
    }
    return sum;
  }

  private static Long either(Double value, Long known) {
    return value == null ? known : (Long) Math.round(value);
  }
}
