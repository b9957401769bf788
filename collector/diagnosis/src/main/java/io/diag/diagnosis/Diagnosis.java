package io.diag.diagnosis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Applies rules to one JVM again and again and keeps its findings. Not for several threads; holds
 * what is open, what may still open, and what closed lately.
 */
public final class Diagnosis {
  /** A JVM that was not heard of for so long is given up. */
  public static final long GIVEN_UP_MILLIS = 24 * 60 * 60_000L;

  /** Time for an agent to come back to somebody who was away. */
  private static final long LISTENED_MILLIS = 2 * 60_000L;

  private static final int MAX_SUBJECTS_OF_A_RULE = 16;

  private final List<Rule> rules;
  private final Supplier<String> ids;
  private final Map<String, Map<String, Condition>> conditions = new HashMap<>();
  private long dropped;

  /**
   * @param ids makes the id of a finding that opens; never the same twice
   */
  public Diagnosis(List<Rule> rules, Supplier<String> ids) {
    this.rules = Lists.copy(rules);
    this.ids = ids;
  }

  /** Takes up a finding of an earlier run, so that it goes on as the same. */
  public void restore(Finding finding) {
    ofRule(finding.rule()).put(finding.subject(), Condition.of(finding));
  }

  /**
   * Judges once.
   *
   * @return the findings that opened, changed or closed by it
   */
  public List<Finding> judge(Situation situation) {
    List<Finding> changed = new ArrayList<>();
    String ended = ended(situation);
    if (ended != null) {
      end(ended, situation.nowMillis(), changed);
      return changed;
    }
    for (Rule rule : rules) {
      judge(rule, situation, changed);
    }
    return changed;
  }

  /** Closes every open finding of a rule that is not among the rules any more. */
  public List<Finding> endUnknownRules(long nowMillis) {
    Map<String, Map<String, Condition>> orphans = new HashMap<>(conditions);
    for (Rule rule : rules) {
      orphans.remove(rule.name());
    }
    List<Finding> changed = new ArrayList<>();
    orphans.forEach(
        (rule, subjects) ->
            subjects.replaceAll(
                (subject, condition) ->
                    ended(condition, "This rule does not exist any more.", nowMillis, changed)));
    conditions.keySet().removeAll(orphans.keySet());
    return changed;
  }

  /** Subjects that were one too many of a rule. */
  public long dropped() {
    return dropped;
  }

  private static String ended(Situation situation) {
    Presence presence = situation.presence();
    if (presence.departure() != null) {
      return presence.departure();
    }
    return presence.silentMillis() >= GIVEN_UP_MILLIS
            && presence.listenedMillis() >= LISTENED_MILLIS
        ? "Nothing was heard of this JVM for a day."
        : null;
  }

  private void judge(Rule rule, Situation situation, List<Finding> changed) {
    long now = situation.nowMillis();
    Lifecycle lifecycle = new Lifecycle(rule.name(), rule.persistence(), ids);
    Map<String, Condition> known = ofRule(rule.name());
    Map<String, Verdict> verdicts = new HashMap<>();
    for (String subject : known.keySet()) {
      verdicts.put(subject, Verdict.unknown(subject));
    }
    for (Verdict verdict : rule.judge(situation)) {
      verdicts.put(verdict.subject(), verdict);
    }
    for (Verdict verdict : verdicts.values()) {
      Condition before = known.get(verdict.subject());
      if (before == null && verdict.kind() != Verdict.Kind.PRESENT) {
        continue; // nothing to open and nothing to close: it takes no place
      }
      if (before == null && known.size() >= MAX_SUBJECTS_OF_A_RULE) {
        dropped++;
        continue;
      }
      before = before == null ? Condition.NONE : before;
      Condition after = lifecycle.step(before, verdict, now);
      known.put(verdict.subject(), after);
      if (after.finding() != before.finding()) {
        changed.add(after.finding());
      }
    }
    Iterator<Condition> all = known.values().iterator();
    while (all.hasNext()) {
      if (all.next().isSpent(now, rule.persistence())) {
        all.remove();
      }
    }
  }

  private void end(String why, long nowMillis, List<Finding> changed) {
    for (Map<String, Condition> subjects : conditions.values()) {
      subjects.replaceAll((subject, condition) -> ended(condition, why, nowMillis, changed));
    }
  }

  private static Condition ended(
      Condition before, String why, long nowMillis, List<Finding> changed) {
    Condition after = Lifecycle.end(before, why, nowMillis);
    if (after != before) {
      changed.add(after.finding());
    }
    return after;
  }

  private Map<String, Condition> ofRule(String rule) {
    return conditions.computeIfAbsent(rule, absent -> new HashMap<>());
  }
}
