package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All values read at one moment. Each sample stands alone: names and labels are in it. */
public final class SeriesSample {
  private final long timeMillis;
  private final List<Point> points;

  public SeriesSample(long timeMillis, List<Point> points) {
    this.timeMillis = timeMillis;
    this.points = Collections.unmodifiableList(new ArrayList<>(points));
  }

  /** Epoch milliseconds by the JVM's own clock. */
  public long timeMillis() {
    return timeMillis;
  }

  public List<Point> points() {
    return points;
  }
}
