package io.diag.agent.memory;

import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.util.List;

/** The sample that is being read. The sampler's thread only. */
public final class Sample {
  private final PointList points = new PointList();

  /** Where the readings of this turn go. The sampler's thread. */
  public PointList list() {
    return points;
  }

  /** Adds what the agent counts of itself. */
  public void count(String name, String unit, long value) {
    points.add(name, unit, (double) value);
  }

  /** Begins anew. Allocates nothing: it must work where a reading before ran out of memory. */
  public void clear() {
    points.clear();
  }

  /** What was read since the last {@link #clear}; copied by whoever keeps it. */
  public List<Point> points() {
    return points.points();
  }

  /** As {@link #points}. */
  public List<HistogramPoint> histograms() {
    return points.histograms();
  }
}
