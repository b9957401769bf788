package io.diag.agent.memory;

import io.diag.wire.Point;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What a reading adds, as name and labels to value. */
public final class ReadPoints {
  private ReadPoints() {}

  public static Map<String, Double> of(Reading reading) throws IOException {
    PointList points = new PointList();
    reading.read(points);
    Map<String, Double> values = new TreeMap<>();
    for (Point point : points.points()) {
      String labels = point.labels().isEmpty() ? "" : " " + point.labels().values();
      values.put(point.name() + labels, point.value());
    }
    return values;
  }
}
