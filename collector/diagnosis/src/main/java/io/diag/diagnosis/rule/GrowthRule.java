package io.diag.diagnosis.rule;

import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.Verdict;
import io.diag.diagnosis.growth.Causes;
import io.diag.diagnosis.growth.Forecast;
import io.diag.diagnosis.growth.Gauge;
import io.diag.diagnosis.growth.Growth;
import io.diag.diagnosis.growth.MemoryHistory;
import io.diag.diagnosis.growth.MemoryKind;
import io.diag.diagnosis.growth.Span;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One kind of memory grows and does not flatten. Which kind is up to the {@link GrowthSubject}; how
 * that is decided is in {@link io.diag.diagnosis.growth.GrowthJudge}, the same for all.
 */
final class GrowthRule implements Rule {
  /** What is reached so soon needs somebody now. */
  static final long CRITICAL_MILLIS = 15 * 60_000;

  /** What grows mostly because something else does is not told beside it. */
  static final double OF_OTHERS = 0.5;

  /** A share of less is noise of both. */
  private static final double LEAST_SHARE = 0.05;

  /** Readings of so long ago tell whether the JVM is there; the history is the growth's own. */
  private static final long NOW_MILLIS = 60_000;

  /**
   * Two judgements in a row, so that 8 MB/s are told within two minutes; what flattens is looked at
   * for a while, since a leak may pause.
   */
  static final Persistence PERSISTENCE = new Persistence(15_000, 3 * 60_000, 30 * 60_000);

  private static final String ONLY = "";

  private final GrowthSubject subject;

  GrowthRule(GrowthSubject subject) {
    this.subject = subject;
  }

  @Override
  public String name() {
    return subject.rule;
  }

  @Override
  public Set<String> series() {
    return subject.series();
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
    return GrowthThresholds.of(subject);
  }

  /** How much of the series is shown with a growth within that span: what was before it as well. */
  static long shownMillis(Span span) {
    return Math.max(15 * 60_000, 2 * span.millis());
  }

  private Verdict verdict(Situation situation) {
    MemoryHistory memory = situation.memory();
    Growth growth = subject.growth(memory);
    if (growth.sureness() == Growth.Sureness.UNKNOWN || !situation.knows(NOW_MILLIS)) {
      return Verdict.unknown(ONLY);
    }
    if (growth.sureness() == Growth.Sureness.FLAT) {
      return Verdict.absent(ONLY);
    }
    if (growth.sureness() == Growth.Sureness.BETWEEN) {
      return Verdict.between(ONLY);
    }
    double others = Causes.others(memory, subject.kind, growth.span());
    return others >= OF_OTHERS * growth.perSecond()
        ? Verdict.absent(ONLY)
        : Verdict.presentSince(since(situation, growth.span()), ONLY, claim(growth, situation));
  }

  /** The beginning of the span in which it was seen, or of the JVM. */
  private static long since(Situation situation, Span span) {
    double uptime = situation.memory().gauge(Gauge.UPTIME) * 1e3;
    long age = Double.isNaN(uptime) ? span.millis() : Math.round(uptime);
    return situation.nowMillis() - Math.min(span.millis(), age);
  }

  private Claim claim(Growth growth, Situation situation) {
    MemoryHistory memory = situation.memory();
    Forecast forecast = Forecast.nearest(subject.kind, growth, memory);
    double share = share(growth.span(), memory);
    long newest = situation.series().newestMillis();
    GrowthOrigin origin = situation.growthOrigin(subject.rule);
    GrowthStack stack = origin == null ? null : origin.stack();
    return new Claim(
        severity(growth, forecast),
        confidence(growth),
        new GrowthSentence(subject, growth, memory).text(share, stack, forecast),
        new GrowthEvidence(subject, growth, newest).of(share, origin, forecast),
        subject.actions());
  }

  private static Severity severity(Growth growth, Forecast forecast) {
    if (growth.sureness() != Growth.Sureness.SURE) {
      return Severity.NOTICE;
    }
    return forecast != null && forecast.isWithin(CRITICAL_MILLIS)
        ? Severity.CRITICAL
        : Severity.WARNING;
  }

  private static Confidence confidence(Growth growth) {
    switch (growth.sureness()) {
      case SURE:
        return Confidence.CERTAIN;
      case LIKELY:
        return Confidence.LIKELY;
      default:
        return Confidence.POSSIBLE;
    }
  }

  /** What it explains of the resident set's growth in the span, at most 1; or {@code NaN}. */
  private double share(Span span, MemoryHistory memory) {
    double rss = memory.slope(MemoryKind.RSS, span);
    double explained = Causes.resident(memory, subject.kind, span);
    return rss > 0 && explained >= LEAST_SHARE * rss ? Math.min(1, explained / rss) : Double.NaN;
  }
}
