package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All values read at one moment. Each sample stands alone: names and labels are in it. */
public final class SeriesSample {
  private final long timeMillis;
  private final List<Point> points;
  private final List<HistogramPoint> histograms;

  /** A sample without histograms. */
  public SeriesSample(long timeMillis, List<Point> points) {
    this(timeMillis, points, Collections.<HistogramPoint>emptyList());
  }

  public SeriesSample(long timeMillis, List<Point> points, List<HistogramPoint> histograms) {
    this.timeMillis = timeMillis;
    this.points = Collections.unmodifiableList(new ArrayList<>(points));
    this.histograms = Collections.unmodifiableList(new ArrayList<>(histograms));
  }

  /** Epoch milliseconds by the JVM's own clock. */
  public long timeMillis() {
    return timeMillis;
  }

  public List<Point> points() {
    return points;
  }

  /** What was counted since the sample before. */
  public List<HistogramPoint> histograms() {
    return histograms;
  }
}
