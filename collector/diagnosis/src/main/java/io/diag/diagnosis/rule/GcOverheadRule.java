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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application stands still for garbage collection for a notable share of the time. */
public final class GcOverheadRule implements Rule {
  static final long WINDOW_MILLIS = 2 * 60_000;
  static final double WARNING_SHARE = 0.10;
  static final double CRITICAL_SHARE = 0.30;
  static final double CLOSING_SHARE = 0.07;

  private static final String DURATION = "jvm.gc.duration";
  private static final String COUNT = "diag.jvm.gc.count";
  private static final String ONLY = "";
  private static final Persistence PERSISTENCE = new Persistence(30_000, 2 * 60_000, 10 * 60_000);

  /** What the collections of the window took together. */
  private static final class Total {
    final Map<String, Double> secondsByCause = new LinkedHashMap<>();
    double seconds;
    long pauses;

    String dominantCause() {
      String dominant = null;
      for (Map.Entry<String, Double> cause : secondsByCause.entrySet()) {
        if (dominant == null || cause.getValue() > secondsByCause.get(dominant)) {
          dominant = cause.getKey();
        }
      }
      return dominant;
    }
  }

  @Override
  public String name() {
    return "gc-overhead";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(DURATION, COUNT));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    SeriesWindow series = situation.series();
    List<Readings> collections = series.of(DURATION);
    long from = series.newestMillis() - WINDOW_MILLIS;
    // Without the counts the agent does not look, and no pause is not known to be none.
    if (Sums.since(from, series.of(COUNT)).isEmpty() || !situation.knows(WINDOW_MILLIS)) {
      return Collections.singletonList(Verdict.unknown(ONLY));
    }
    Total total = total(collections, from);
    double share = Math.min(1, total.seconds * 1000 / series.knownMillis(WINDOW_MILLIS));
    if (share < CLOSING_SHARE) {
      return Collections.singletonList(Verdict.absent(ONLY));
    }
    if (share < WARNING_SHARE) {
      return Collections.singletonList(Verdict.between(ONLY));
    }
    return Collections.singletonList(Verdict.present(ONLY, claim(total, share, series)));
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

  private static Total total(List<Readings> collections, long fromMillis) {
    Total total = new Total();
    for (Readings readings : collections) {
      if (!GcEvents.isPause(readings)) {
        continue;
      }
      for (int i = 0; i < readings.size(); i++) {
        // A reading tells of the time before it, so the one at the edge is of before the window.
        if (readings.timeMillis(i) > fromMillis) {
          total.seconds += readings.value(i);
          total.pauses += readings.count(i);
          total.secondsByCause.merge(GcEvents.cause(readings), readings.value(i), Double::sum);
        }
      }
    }
    return total;
  }

  private static Claim claim(Total total, double share, SeriesWindow series) {
    String cause = total.dominantCause();
    double ofCause = total.secondsByCause.get(cause) / total.seconds;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(SeriesSpan.of(series, "Garbage collections", DURATION, "s"));
    evidence.add(new FigureEvidence("Share of time in pauses", share, "1"));
    evidence.add(new FigureEvidence("Pauses", total.pauses, "{pause}"));
    evidence.add(new FigureEvidence("Mean pause", total.seconds / total.pauses, "s"));
    evidence.add(new FigureEvidence("Share of " + cause, ofCause, "1"));
    return new Claim(
        share >= CRITICAL_SHARE ? Severity.CRITICAL : Severity.WARNING,
        Confidence.CERTAIN,
        "The application stood still for garbage collection for "
            + Words.percent(share)
            + " of the time in "
            + Words.duration(WINDOW_MILLIS)
            + "; "
            + Words.percent(ofCause)
            + " of it with the cause '"
            + cause
            + "'.",
        evidence,
        actions(cause));
  }

  private static List<Action> actions(String cause) {
    if (cause.equals("System.gc()") || cause.startsWith("Diagnostic Command")) {
      return Arrays.asList(
          Action.of(
              "Find who calls System.gc(): look for it in the CPU profile, or start the JVM with"
                  + " -XX:+DisableExplicitGC."));
    }
    if (cause.startsWith("Metadata")) {
      return Arrays.asList(
          Action.of(
              "Look at the series jvm.class.count and the metaspace pools: classes are loaded all"
                  + " the time, or -XX:MetaspaceSize is too small for the start."));
    }
    return Arrays.asList(
        Action.of(
            "Look whether the live set fills the heap (finding heap-near-max): then give it more"
                + " with -Xmx, or find what holds the memory."),
        Action.of(
            "Look at the allocation profile for who allocates most, and allocate less there."));
  }
}
