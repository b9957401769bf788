package io.diag.diagnosis.rule;

import io.diag.diagnosis.Rule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All rules. */
public final class Rules {
  private static final List<Rule> ALL =
      Collections.unmodifiableList(
          Arrays.<Rule>asList(
              new DeadlockRule(),
              new GcOverheadRule(),
              new HeapNearMaxRule(),
              new AgentOverBudgetRule(),
              new JvmLostRule()));

  private Rules() {}

  public static List<Rule> all() {
    return ALL;
  }

  /** The series that any of them reads. */
  public static Set<String> series() {
    Set<String> series = new TreeSet<>();
    for (Rule rule : ALL) {
      series.addAll(rule.series());
    }
    return series;
  }
}
