package io.diag.collector.store;

/** Takes what {@link Store#readSeries} finds. */
@FunctionalInterface
public interface SeriesSink {
  /**
   * Called once for each series of each day, before its points.
   *
   * @return where the points go
   */
  PointSink series(SeriesKey key, String unit);

  /** Takes the points of one series in the order of time. */
  @FunctionalInterface
  interface PointSink {
    void point(long timeMillis, double value);
  }
}
