package io.diag.diagnosis;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Series over a range of time. */
public final class SeriesEvidence extends Evidence {
  private final String name;
  private final Map<String, String> labels;
  private final String unit;
  private final long fromMillis;
  private final long toMillis;

  /**
   * @param labels which of the series of that name: those that have at least these labels
   * @param fromMillis inclusive, in the readings' own time
   * @param toMillis exclusive
   */
  public SeriesEvidence(
      String label,
      String name,
      Map<String, String> labels,
      String unit,
      long fromMillis,
      long toMillis) {
    super(label);
    this.name = name;
    this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    this.unit = unit;
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  public String name() {
    return name;
  }

  public Map<String, String> labels() {
    return labels;
  }

  public String unit() {
    return unit;
  }

  public long fromMillis() {
    return fromMillis;
  }

  public long toMillis() {
    return toMillis;
  }
}
