package io.diag.diagnosis.rule;

import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.growth.Forecast;
import io.diag.diagnosis.growth.Growth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What a growth rests on, as series and figures. */
final class GrowthEvidence {
  private static final String RESIDENT = "diag.memory.resident";
  private static final Map<String, String> ALL = Collections.<String, String>emptyMap();

  private final GrowthSubject subject;
  private final Growth growth;
  private final long fromMillis;
  private final long toMillis;

  GrowthEvidence(GrowthSubject subject, Growth growth, long newestMillis) {
    this.subject = subject;
    this.growth = growth;
    fromMillis = newestMillis - GrowthRule.shownMillis(growth.span());
    toMillis = newestMillis + 1;
  }

  /**
   * @param share of the growth of RSS, or {@code NaN}
   * @param origin what was recorded of it, or null where nothing was yet
   * @param forecast of the bound that is reached first, or null
   */
  List<Evidence> of(double share, GrowthOrigin origin, Forecast forecast) {
    List<Evidence> all = new ArrayList<>();
    all.add(series(subject.label, subject.series.get(0), subject.labels, subject.unit()));
    switch (subject.kind) {
      case MAPPED:
        all.add(series("Mapped files in memory", RESIDENT, region("mapped"), "By"));
        break;
      case THREADS:
        all.add(series("Their stacks in memory", RESIDENT, region("stacks"), "By"));
        break;
      case METASPACE:
        all.add(series("Loaded classes", "jvm.class.count", ALL, "{class}"));
        break;
      default:
        break;
    }
    all.add(series("Resident set size", "diag.process.rss", ALL, "By"));
    all.add(new FigureEvidence("Growth", growth.perSecond(), subject.unit() + "/s"));
    all.add(new FigureEvidence("Grown", growth.grown(), subject.unit()));
    if (!Double.isNaN(share)) {
      all.add(new FigureEvidence("Share of the growth of RSS", share, "1"));
    }
    if (origin != null) {
      addOrigin(origin, all);
    }
    all.add(new FigureEvidence("Seen over", growth.span().millis() / 1e3, "s"));
    if (forecast != null && LimitForecastRule.isTold(forecast)) {
      all.addAll(LimitForecastRule.figures(forecast));
    }
    return all;
  }

  private void addOrigin(GrowthOrigin origin, List<Evidence> all) {
    if (origin.stack() != null) {
      all.add(new StackEvidence(stackLabel() + " in, while it was recorded", origin.stack()));
    }
    MemoryHolders holders = origin.holders();
    if (holders != null && !holders.amounts().isEmpty()) {
      all.add(new HoldersEvidence(holdersLabel(), holders));
    }
    if (origin.whyUnknown() != null) {
      all.add(new TextEvidence("Whose code it is was not recorded", origin.whyUnknown()));
    }
  }

  private String stackLabel() {
    switch (subject.kind) {
      case THREADS:
        return "Started";
      case METASPACE:
      case CODE:
        return "Loaded";
      case MAPPED:
        return "Mapped";
      default:
        return "Taken";
    }
  }

  private String holdersLabel() {
    switch (subject.kind) {
      case THREADS:
        return "Most threads, by name";
      case HEAP_LIVE:
        return "Most kept, by class, while it was recorded";
      case METASPACE:
      case CODE:
        return "Most classes, by kind of loader";
      default:
        return "Most mapped, by file";
    }
  }

  private Evidence series(String label, String name, Map<String, String> labels, String unit) {
    return new SeriesEvidence(label, name, labels, unit, fromMillis, toMillis);
  }

  private static Map<String, String> region(String region) {
    return Collections.singletonMap("diag.memory.region", region);
  }
}
