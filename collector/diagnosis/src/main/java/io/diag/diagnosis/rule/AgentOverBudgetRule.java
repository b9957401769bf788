package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
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
import java.util.SortedMap;

/** The agent takes more CPU than it may, or measures less so as not to. */
public final class AgentOverBudgetRule implements Rule {
  static final long WINDOW_MILLIS = 2 * 60_000;
  static final double OPENING_RATIO = 1.0;
  static final double CLOSING_RATIO = 0.8;

  private static final String CORES = "diag.agent.cpu.cores";
  private static final String BUDGET = "diag.agent.cpu.budget";
  private static final String BACKOFF = "diag.agent.backoff";
  private static final String ONLY = "";
  private static final Persistence PERSISTENCE = new Persistence(60_000, 2 * 60_000, 10 * 60_000);

  @Override
  public String name() {
    return "agent-over-budget";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(CORES, BUDGET, BACKOFF));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    return Collections.singletonList(verdict(situation));
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("window", Words.duration(WINDOW_MILLIS));
    thresholds.put("warning above", Words.percent(OPENING_RATIO) + " of the budget");
    thresholds.put("notice from", "backoff 1 throughout the window");
    thresholds.put(
        "closes below", Words.percent(CLOSING_RATIO) + " of the budget and without backoff");
    thresholds.putAll(Words.persistence(PERSISTENCE));
    return thresholds;
  }

  private static Verdict verdict(Situation situation) {
    SeriesWindow series = situation.series();
    long from = series.newestMillis() - WINDOW_MILLIS;
    SortedMap<Long, Double> cores = Sums.since(from, series.of(CORES));
    SortedMap<Long, Double> budget = Sums.since(from, series.of(BUDGET));
    SortedMap<Long, Double> backoff = Sums.since(from, series.of(BACKOFF));
    if (cores.isEmpty() || budget.isEmpty() || !situation.knows(WINDOW_MILLIS)) {
      return Verdict.unknown(ONLY);
    }
    double ratio = Sums.mean(cores) / Sums.mean(budget);
    boolean measuresLess = !backoff.isEmpty() && Sums.least(backoff) >= 1;
    boolean measuresLessNow = !backoff.isEmpty() && Sums.last(backoff) >= 1;
    if (ratio > OPENING_RATIO || measuresLess) {
      int level = backoff.isEmpty() ? 0 : (int) Sums.last(backoff);
      return Verdict.present(
          ONLY, claim(Sums.mean(cores), Sums.mean(budget), level, ratio > OPENING_RATIO, series));
    }
    return ratio < CLOSING_RATIO && !measuresLessNow ? Verdict.absent(ONLY) : Verdict.between(ONLY);
  }

  private static Claim claim(
      double cores, double budget, int level, boolean over, SeriesWindow series) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(SeriesSpan.of(series, "CPU of the agent", CORES, "1"));
    evidence.add(SeriesSpan.of(series, "Its budget", BUDGET, "1"));
    evidence.add(SeriesSpan.of(series, "Backoff", BACKOFF, "1"));
    evidence.add(new FigureEvidence("CPU of the agent", cores, "1"));
    evidence.add(new FigureEvidence("Its budget", budget, "1"));
    String what =
        over
            ? "The agent takes "
                + Words.cores(cores)
                + ", more than the "
                + Words.cores(budget)
                + " it may"
            : "The agent stays within its " + Words.cores(budget) + " only by measuring less";
    return new Claim(
        over ? Severity.WARNING : Severity.NOTICE,
        Confidence.LIKELY,
        what + " (" + words(level) + ").",
        evidence,
        Arrays.asList(
            Action.of(
                "See with 'java -jar diag.jar status PID' how far it stepped back; a larger budget="
                    + " lets it measure as before."),
            Action.of(
                "Pause the agent if the application needs the CPU now: java -jar diag.jar pause"
                    + " PID.")));
  }

  private static String words(int level) {
    switch (level) {
      case 0:
        return "it has not backed off yet";
      case 1:
        return "it samples more thinly";
      case 2:
        return "it samples more thinly and reads more rarely";
      default:
        return "its profiles are off";
    }
  }
}
