package io.diag.cli;

import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the memory is, first and last, in the order in which a person looks at it. */
final class MemoryChange {
  private static final double MIB = 1024 * 1024;

  private static final String[] KINDS = {
    "RSS",
    "heap after GC",
    "direct buffers",
    "Netty, beside them",
    "metaspace",
    "code cache",
    "thread stacks",
    "mapped files",
    "malloc and other"
  };

  private final Map<String, double[]> kinds = new LinkedHashMap<>();

  MemoryChange() {
    // Also those that are known later only.
    for (String kind : KINDS) {
      kinds.put(kind, null);
    }
  }

  /** Takes the values of one sample. */
  void take(List<Point> points) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Point point : points) {
      String kind = kind(point);
      if (kind != null) {
        sums.merge(kind, point.value(), Double::sum);
      }
    }
    sums.forEach(
        (kind, bytes) -> {
          double[] known = kinds.get(kind);
          kinds.put(kind, new double[] {known == null ? bytes : known[0], bytes});
        });
  }

  /** A line a kind that is known, with a head. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%-20s %10s %12s", "memory", "now, MiB", "change, MiB"));
    kinds.forEach(
        (kind, values) -> {
          if (values != null) {
            double change = Math.rint((values[1] - values[0]) / MIB * 10) / 10;
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-20s %10.1f %12s",
                    kind,
                    values[1] / MIB,
                    change == 0 ? "0" : String.format(Locale.ROOT, "%+.1f", change)));
          }
        });
    return lines;
  }

  private static String kind(Point point) {
    Map<String, String> labels = point.labels();
    switch (point.name()) {
      case "diag.process.rss":
        return "RSS";
      case "jvm.memory.used_after_last_gc":
        return "heap after GC";
      case "jvm.buffer.memory.used":
        return "direct".equals(labels.get("jvm.buffer.pool.name")) ? "direct buffers" : null;
      case "diag.netty.memory.used":
        return "alone".equals(labels.get("diag.netty.counted")) ? "Netty, beside them" : null;
      case "jvm.memory.committed":
        return pool(labels.getOrDefault("jvm.memory.pool.name", ""));
      case "diag.memory.resident":
        return region(labels.getOrDefault("diag.memory.region", ""));
      default:
        return null;
    }
  }

  private static String pool(String name) {
    if (name.equals("Metaspace")) {
      return "metaspace";
    }
    return name.startsWith("Code") ? "code cache" : null;
  }

  private static String region(String name) {
    switch (name) {
      case "stacks":
        return "thread stacks";
      case "mapped":
        return "mapped files";
      case "native":
        return "malloc and other";
      default:
        return null;
    }
  }
}
