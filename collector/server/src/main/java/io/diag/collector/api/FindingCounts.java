package io.diag.collector.api;

import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many open findings a JVM has of each severity. */
record FindingCounts(int critical, int warning, int notice) {
  static final FindingCounts NONE = new FindingCounts(0, 0, 0);

  /** By the JVMs' ids; one without open findings is absent. */
  static Map<String, FindingCounts> of(List<JvmFinding> open) {
    Map<String, FindingCounts> counts = new HashMap<>();
    for (JvmFinding one : open) {
      counts.merge(one.jvmId(), of(one.finding().claim().severity()), FindingCounts::plus);
    }
    return counts;
  }

  private static FindingCounts of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> new FindingCounts(1, 0, 0);
      case WARNING -> new FindingCounts(0, 1, 0);
      case NOTICE -> new FindingCounts(0, 0, 1);
    };
  }

  private FindingCounts plus(FindingCounts other) {
    return new FindingCounts(
        critical + other.critical, warning + other.warning, notice + other.notice);
  }
}
