package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.Verdict;
import io.diag.diagnosis.growth.Bound;
import io.diag.diagnosis.growth.Forecast;
import io.diag.diagnosis.growth.Growth;
import io.diag.diagnosis.growth.MemoryHistory;
import io.diag.diagnosis.growth.Outlook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Memory that grows reaches a limit within hours: one finding for each limit. */
public final class LimitForecastRule implements Rule {
  /** A growth that was seen for hours at most says little about more than that. */
  static final long TOLD_MILLIS = 6 * 60 * 60_000L;

  static final long CLOSING_MILLIS = 8 * 60 * 60_000L;

  /**
   * Time to look for the cause. What is further away is told only of a growth that is sure: caches
   * fill all the time.
   */
  static final long WARNING_MILLIS = 2 * 60 * 60_000L;

  private static final long NOW_MILLIS = 60_000;
  private static final Persistence PERSISTENCE = new Persistence(30_000, 3 * 60_000, 30 * 60_000);

  @Override
  public String name() {
    return "limit-forecast";
  }

  @Override
  public Set<String> series() {
    return MemoryHistory.series();
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Bound bound : Bound.values()) {
      verdicts.add(verdict(bound, situation));
    }
    return verdicts;
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("notice when reached within", Words.duration(WARNING_MILLIS));
    thresholds.put(
        "notice when growth is sure and it is reached within", Words.duration(TOLD_MILLIS));
    thresholds.put(
        "warning when growth is sure and it is reached within", Words.duration(WARNING_MILLIS));
    thresholds.put(
        "critical when growth is sure and it is reached within",
        Words.duration(GrowthRule.CRITICAL_MILLIS));
    thresholds.put("closes when reached only after", Words.duration(CLOSING_MILLIS));
    thresholds.putAll(Words.persistence(PERSISTENCE));
    return thresholds;
  }

  /** Whether it is near enough, for how sure it is. */
  static boolean isTold(Forecast forecast) {
    boolean sure = forecast.growth().sureness() == Growth.Sureness.SURE;
    return forecast.isWithin(sure ? TOLD_MILLIS : WARNING_MILLIS);
  }

  /** When it is reached, as figures. */
  static List<Evidence> figures(Forecast forecast) {
    String reaches = "Reaches " + forecast.bound().words() + " in";
    return Arrays.<Evidence>asList(
        new FigureEvidence(reaches, forecast.seconds(), "s"),
        new FigureEvidence("At the earliest", forecast.earliestSeconds(), "s"),
        new FigureEvidence("At the latest", forecast.latestSeconds(), "s"));
  }

  private static Verdict verdict(Bound bound, Situation situation) {
    MemoryHistory memory = situation.memory();
    String subject = bound.label();
    Growth growth = Outlook.of(bound, memory);
    double left = bound.leftBytes(memory);
    if (growth.sureness() == Growth.Sureness.UNKNOWN
        || Double.isNaN(left)
        || !situation.knows(NOW_MILLIS)) {
      return Verdict.unknown(subject);
    }
    Forecast forecast = growth.isLikely() ? Forecast.of(bound, left, growth) : null;
    if (forecast == null) {
      return growth.sureness() == Growth.Sureness.FLAT
          ? Verdict.absent(subject)
          : Verdict.between(subject);
    }
    if (!isTold(forecast)) {
      return forecast.isWithin(CLOSING_MILLIS) ? Verdict.between(subject) : Verdict.absent(subject);
    }
    return Verdict.present(subject, claim(forecast, situation));
  }

  private static Claim claim(Forecast forecast, Situation situation) {
    MemoryHistory memory = situation.memory();
    Bound bound = forecast.bound();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(LimitSeries.of(bound, forecast.growth(), situation.series().newestMillis()));
    evidence.addAll(figures(forecast));
    evidence.add(new FigureEvidence("Growth", forecast.growth().perSecond(), "By/s"));
    evidence.add(new FigureEvidence("Taken", bound.usedBytes(memory), "By"));
    evidence.add(new FigureEvidence("At most", bound.maxBytes(memory), "By"));
    boolean sure = forecast.growth().sureness() == Growth.Sureness.SURE;
    return new Claim(
        severity(forecast, sure),
        sure ? Confidence.CERTAIN : Confidence.LIKELY,
        LimitSeries.what(bound)
            + (bound.isWhole() ? " comes to " : " come to ")
            + bound.words()
            + (bound == Bound.MACHINE ? "" : " (" + Words.bytes(bound.maxBytes(memory)) + ")")
            + " in "
            + interval(forecast)
            + " if growth goes on by "
            + Words.perMinute(forecast.growth().perSecond())
            + (sure ? "." : "; so far, a cache that fills would look the same."),
        evidence,
        Collections.singletonList(
            Action.of(
                "See in the finding about what grows whose code it is; restart the application in"
                    + " an orderly way before then, or have the limit raised.")));
  }

  /** As in {@code about 40 minutes}, {@code 35 to 45 minutes} or {@code 90 minutes to 2 hours}. */
  private static String interval(Forecast forecast) {
    String from = Words.roughly(forecast.earliestSeconds());
    String to = Words.roughly(forecast.latestSeconds());
    if (from.equals(to)) {
      return "about " + to;
    }
    String unit = to.substring(to.indexOf(' '));
    return (from.endsWith(unit) ? from.substring(0, from.indexOf(' ')) : from) + " to " + to;
  }

  private static Severity severity(Forecast forecast, boolean sure) {
    if (!sure || !forecast.isWithin(WARNING_MILLIS)) {
      return Severity.NOTICE;
    }
    return forecast.isWithin(GrowthRule.CRITICAL_MILLIS) ? Severity.CRITICAL : Severity.WARNING;
  }
}
