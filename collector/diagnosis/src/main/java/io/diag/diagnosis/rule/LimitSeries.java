package io.diag.diagnosis.rule;

import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.growth.Bound;
import io.diag.diagnosis.growth.Growth;
import java.util.Collections;
import java.util.Map;

/** What runs into each limit: its words and its series. */
final class LimitSeries {
  private LimitSeries() {}

  /** As it begins a sentence. */
  static String what(Bound bound) {
    switch (bound) {
      case HEAP:
        return "Live objects";
      case DIRECT:
        return "Direct buffers";
      case METASPACE:
        return "Classes";
      case CODE:
        return "Compiled methods";
      default:
        return "The process";
    }
  }

  static Evidence of(Bound bound, Growth growth, long newestMillis) {
    long from = newestMillis - GrowthRule.shownMillis(growth.span());
    return new SeriesEvidence(
        what(bound), name(bound), labels(bound), "By", from, newestMillis + 1);
  }

  private static String name(Bound bound) {
    switch (bound) {
      case HEAP:
        return "jvm.memory.used_after_last_gc";
      case DIRECT:
        return "jvm.buffer.memory.used";
      case METASPACE:
      case CODE:
        return "jvm.memory.committed";
      default:
        return "diag.process.rss";
    }
  }

  private static Map<String, String> labels(Bound bound) {
    switch (bound) {
      case HEAP:
        return Collections.singletonMap("jvm.memory.type", "heap");
      case DIRECT:
        return Collections.singletonMap("jvm.buffer.pool.name", "direct");
      case METASPACE:
        return Collections.singletonMap("jvm.memory.pool.name", "Metaspace");
      case CODE:
        return Collections.singletonMap("jvm.memory.type", "non_heap");
      default:
        return Collections.<String, String>emptyMap();
    }
  }
}
