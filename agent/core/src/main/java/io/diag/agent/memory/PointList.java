package io.diag.agent.memory;

import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the points of one sample. Not thread-safe. */
public final class PointList {
  private final List<Point> points = new ArrayList<>();
  private final List<HistogramPoint> histograms = new ArrayList<>();

  public void bytes(String name, long value) {
    points.add(new Point(name, "By", (double) value));
  }

  public void bytes(String name, Map<String, String> labels, long value) {
    points.add(new Point(name, "By", labels, (double) value));
  }

  public void add(String name, String unit, double value) {
    points.add(new Point(name, unit, value));
  }

  public void add(String name, String unit, Map<String, String> labels, double value) {
    points.add(new Point(name, unit, labels, value));
  }

  public void histogram(String name, String unit, Map<String, String> labels, Histogram histogram) {
    histograms.add(new HistogramPoint(name, unit, labels, histogram));
  }

  public List<Point> points() {
    return points;
  }

  public List<HistogramPoint> histograms() {
    return histograms;
  }

  /** Begins anew; allocates nothing. */
  void clear() {
    points.clear();
    histograms.clear();
  }

  public static Map<String, String> label(String key, String value) {
    return Collections.singletonMap(key, value);
  }

  static Map<String, String> labels(String key1, String value1, String key2, String value2) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(key1, value1);
    labels.put(key2, value2);
    return labels;
  }
}
