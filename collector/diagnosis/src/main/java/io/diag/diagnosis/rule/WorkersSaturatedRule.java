package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Readings;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All worker threads of a server are busy, and requests wait for one. */
public final class WorkersSaturatedRule implements Rule {
  static final long WINDOW_MILLIS = 2 * 60_000;
  static final double WARNING_SHARE = 0.50;
  static final double CRITICAL_SHARE = 0.90;
  static final double CLOSING_SHARE = 0.20;

  private static final String BUSY = "diag.workers.busy";
  private static final String MAX = "diag.workers.max";
  private static final String QUEUED = "diag.workers.queued";
  private static final String ID = "diag.workers.id";
  private static final Persistence PERSISTENCE = new Persistence(30_000, 2 * 60_000, 10 * 60_000);

  /** What was read of one pool in the window. */
  private static final class Total {
    int readings;
    int saturated;
    double queued;
    double most;
  }

  @Override
  public String name() {
    return "workers-saturated";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(BUSY, MAX, QUEUED));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Readings busy : situation.series().of(BUSY)) {
      if (!busy.label("diag.workers.framework").isEmpty()) {
        verdicts.add(verdict(busy, situation));
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

  private static Verdict verdict(Readings busy, Situation situation) {
    String pool = busy.label(ID);
    if (!situation.knows(WINDOW_MILLIS)) {
      return Verdict.unknown(pool);
    }
    SeriesWindow series = situation.series();
    long from = series.newestMillis() - WINDOW_MILLIS;
    Total total = total(busy, of(series, MAX, pool), of(series, QUEUED, pool), from);
    double share = total.readings == 0 ? 0 : (double) total.saturated / total.readings;
    if (share < CLOSING_SHARE) {
      return Verdict.absent(pool);
    }
    return share < WARNING_SHARE
        ? Verdict.between(pool)
        : Verdict.present(pool, claim(busy, total, share, series));
  }

  private static Total total(
      Readings busy, Map<Long, Double> max, Map<Long, Double> queued, long from) {
    Total total = new Total();
    for (int i = 0; i < busy.size(); i++) {
      long time = busy.timeMillis(i);
      Double most = max.get(time);
      Double waiting = queued.get(time);
      if (time > from && most != null && waiting != null) {
        total.readings++;
        total.most = most;
        if (busy.value(i) >= most && waiting >= 1) {
          total.saturated++;
          total.queued += waiting;
        }
      }
    }
    return total;
  }

  private static Map<Long, Double> of(SeriesWindow series, String name, String pool) {
    Map<Long, Double> values = new HashMap<>();
    for (Readings readings : series.of(name)) {
      if (readings.label(ID).equals(pool)) {
        for (int i = 0; i < readings.size(); i++) {
          values.put(readings.timeMillis(i), readings.value(i));
        }
      }
    }
    return values;
  }

  private static Claim claim(Readings busy, Total total, double share, SeriesWindow series) {
    Map<String, String> pool = Collections.singletonMap(ID, busy.label(ID));
    long waited = Math.round(total.queued / total.saturated);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(SeriesSpan.of(series, "Waiting", QUEUED, pool, "{task}"));
    evidence.add(SeriesSpan.of(series, "Busy", BUSY, pool, "{thread}"));
    evidence.add(new FigureEvidence("Share of the time", share, "1"));
    return new Claim(
        share >= CRITICAL_SHARE ? Severity.CRITICAL : Severity.WARNING,
        Confidence.LIKELY,
        "All "
            + Math.round(total.most)
            + " workers of '"
            + busy.label("diag.workers")
            + "' were busy for "
            + Words.percent(share)
            + " of the time in "
            + Words.duration(WINDOW_MILLIS)
            + ", and "
            + waited
            + (waited == 1 ? " request" : " requests")
            + " waited for one.",
        evidence,
        Arrays.asList(
            Action.of(
                "See what the workers do: the CPU profile filtered by their threads, or, if the CPU"
                    + " is idle, the wall clock recorded for some seconds. Most often they all wait"
                    + " for the same thing."),
            Action.of(
                "Bound what they wait for with a time limit, or have more of it; more workers only"
                    + " help where the wait is for something that has room.")));
  }
}
