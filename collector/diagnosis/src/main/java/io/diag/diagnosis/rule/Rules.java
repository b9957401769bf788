package io.diag.diagnosis.rule;

import io.diag.diagnosis.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All rules. */
public final class Rules {
  private static final List<Rule> ALL = Collections.unmodifiableList(inOrder());

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

  private static List<Rule> inOrder() {
    List<Rule> rules = new ArrayList<>();
    rules.add(new DeadlockRule());
    rules.add(new GcOverheadRule());
    rules.add(new HeapNearMaxRule());
    for (GrowthSubject subject : GrowthSubjects.all()) {
      rules.add(new GrowthRule(subject));
    }
    rules.add(new LimitForecastRule());
    rules.add(new LoopBlockedRule());
    rules.add(new LoopSaturatedRule());
    rules.add(new WorkersSaturatedRule());
    rules.add(new AgentOverBudgetRule());
    rules.add(new JvmLostRule());
    return rules;
  }
}
