package io.diag.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What one series of histograms counted since the {@link SeriesSample} before. */
public final class HistogramPoint {
  private final String name;
  private final String unit;
  private final Map<String, String> labels;
  private final Histogram histogram;

  /**
   * @param unit of the sum, the maximum and the bounds
   * @param labels may be empty; copied
   */
  public HistogramPoint(String name, String unit, Map<String, String> labels, Histogram histogram) {
    this.name = Objects.requireNonNull(name, "name");
    this.unit = Objects.requireNonNull(unit, "unit");
    this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    this.histogram = Objects.requireNonNull(histogram, "histogram");
  }

  public String name() {
    return name;
  }

  public String unit() {
    return unit;
  }

  public Map<String, String> labels() {
    return labels;
  }

  public Histogram histogram() {
    return histogram;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof HistogramPoint)) {
      return false;
    }
    HistogramPoint that = (HistogramPoint) other;
    return name.equals(that.name)
        && unit.equals(that.unit)
        && labels.equals(that.labels)
        && histogram.equals(that.histogram);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, unit, labels, histogram);
  }

  @Override
  public String toString() {
    return name + labels + " " + histogram + " " + unit;
  }
}
