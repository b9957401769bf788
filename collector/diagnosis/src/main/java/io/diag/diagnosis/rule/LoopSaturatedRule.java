package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Readings;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An event loop that has hardly any time left. */
public final class LoopSaturatedRule implements Rule {
  static final long WINDOW_MILLIS = 2 * 60_000;
  static final double WARNING_SHARE = 0.90;
  static final double CRITICAL_SHARE = 0.98;
  static final double CLOSING_SHARE = 0.80;

  private static final String UTILIZATION = "diag.loop.utilization";
  private static final String TICKS = "diag.loop.tick.duration";
  private static final String LOOP_ID = "diag.loop.id";
  private static final Persistence PERSISTENCE = new Persistence(30_000, 2 * 60_000, 10 * 60_000);

  @Override
  public String name() {
    return "loop-saturated";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(UTILIZATION, TICKS));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    List<Verdict> verdicts = new ArrayList<>();
    boolean known = situation.knows(WINDOW_MILLIS);
    for (Readings readings : situation.series().of(UTILIZATION)) {
      String role = readings.label("diag.loop.role");
      if (role.isEmpty() || role.equals("loop")) {
        verdicts.add(
            known ? verdict(readings, situation) : Verdict.unknown(readings.label(LOOP_ID)));
      }
    }
    return verdicts;
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("window", Words.duration(WINDOW_MILLIS));
    thresholds.put("warning from", Words.percent(WARNING_SHARE));
    thresholds.put("critical from", Words.percent(CRITICAL_SHARE));
    thresholds.put("closes below", Words.percent(CLOSING_SHARE));
    thresholds.putAll(Words.persistence(PERSISTENCE));
    return thresholds;
  }

  private static Verdict verdict(Readings readings, Situation situation) {
    String loop = readings.label(LOOP_ID);
    long from = situation.series().newestMillis() - WINDOW_MILLIS;
    double sum = 0;
    int count = 0;
    long first = Long.MAX_VALUE;
    for (int i = 0; i < readings.size(); i++) {
      if (readings.timeMillis(i) > from) {
        first = Math.min(first, readings.timeMillis(i));
        sum += readings.value(i);
        count++;
      }
    }
    double share = count == 0 ? 0 : sum / count;
    if (share < CLOSING_SHARE) {
      return Verdict.absent(loop);
    }
    if (first - from > WINDOW_MILLIS / 5 || !ticked(loop, from, situation)) {
      return Verdict.unknown(loop);
    }
    return share < WARNING_SHARE
        ? Verdict.between(loop)
        : Verdict.present(loop, claim(readings, share, situation));
  }

  /** One that ends no tick is blocked, or its thread has gone away from it. */
  private static boolean ticked(String loop, long from, Situation situation) {
    for (Readings readings : situation.series().of(TICKS)) {
      if (readings.label(LOOP_ID).equals(loop)) {
        for (int i = 0; i < readings.size(); i++) {
          if (readings.timeMillis(i) > from && readings.count(i) > 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Claim claim(Readings readings, double share, Situation situation) {
    Map<String, String> loop = Collections.singletonMap(LOOP_ID, readings.label(LOOP_ID));
    return new Claim(
        share >= CRITICAL_SHARE ? Severity.CRITICAL : Severity.WARNING,
        Confidence.LIKELY,
        "Event loop '"
            + readings.label("diag.loop")
            + "' was busy for "
            + Words.percent(share)
            + " of the time in "
            + Words.duration(WINDOW_MILLIS)
            + ": whatever becomes ready waits for it.",
        Arrays.asList(
            SeriesSpan.of(situation.series(), "Utilization", UTILIZATION, loop, "1"),
            new FigureEvidence("Utilization", share, "1")),
        Arrays.asList(
            Action.of(
                "Open the event loops of this JVM: if one has all the work, connections are not"
                    + " spread over the others; if all are busy, the process needs more of them or"
                    + " less work on each."),
            Action.of(
                "Look at the CPU profile filtered by the loop's thread for what it spends its time"
                    + " on, and move what computes for long to worker threads.")));
  }
}
