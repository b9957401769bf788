package io.diag.agent.memory;

import io.diag.wire.Point;
import java.util.List;

/** The sample that is being read. The sampler's thread only. */
public final class Sample {
  private PointList points = new PointList();

  PointList points() {
    return points;
  }

  /** Adds what the agent counts of itself. */
  public void count(String name, String unit, long value) {
    points.add(name, unit, (double) value);
  }

  /** Hands over what was read and begins anew. */
  public List<Point> take() {
    List<Point> taken = points.points();
    points = new PointList();
    return taken;
  }
}
