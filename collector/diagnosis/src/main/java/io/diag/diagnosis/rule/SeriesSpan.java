package io.diag.diagnosis.rule;

import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.SeriesWindow;
import java.util.Collections;
import java.util.Map;

/** The piece of a series that a finding shows: long enough to see what was before it. */
final class SeriesSpan {
  private static final long SHOWN_MILLIS = 15 * 60_000;

  private SeriesSpan() {}

  static SeriesEvidence of(SeriesWindow series, String label, String name, String unit) {
    return of(series, label, name, Collections.<String, String>emptyMap(), unit);
  }

  static SeriesEvidence of(
      SeriesWindow series, String label, String name, Map<String, String> labels, String unit) {
    long newest = series.newestMillis();
    return new SeriesEvidence(label, name, labels, unit, newest - SHOWN_MILLIS, newest + 1);
  }
}
