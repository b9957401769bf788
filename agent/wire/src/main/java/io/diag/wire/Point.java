package io.diag.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One value of one series at the time of its {@link SeriesSample}. */
public final class Point {
  private final String name;
  private final String unit;
  private final Map<String, String> labels;
  private final double value;

  /**
   * @param name the series' name by OpenTelemetry's conventions where one exists, else {@code
   *     diag.*}
   * @param unit UCUM: {@code By}, {@code 1}, {@code s}, {@code {thread}}
   * @param labels may be empty; copied
   * @param value finite; a value that is not known is not sent at all
   * @throws IllegalArgumentException if the value is not finite
   */
  public Point(String name, String unit, Map<String, String> labels, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; leave out what is not known");
    }
    this.name = Objects.requireNonNull(name, "name");
    this.unit = Objects.requireNonNull(unit, "unit");
    this.labels =
        labels.isEmpty()
            ? Collections.<String, String>emptyMap()
            : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    this.value = value;
  }

  public Point(String name, String unit, double value) {
    this(name, unit, Collections.<String, String>emptyMap(), value);
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

  public double value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Point)) {
      return false;
    }
    Point that = (Point) other;
    return name.equals(that.name)
        && unit.equals(that.unit)
        && labels.equals(that.labels)
        && Double.compare(value, that.value) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, unit, labels, value);
  }

  @Override
  public String toString() {
    return name + labels + " " + value + " " + unit;
  }
}
