package io.diag.collector.store;

import io.diag.wire.Histogram;

/** Takes what {@link Store#readSeries} finds. */
@FunctionalInterface
public interface SeriesSink {
  /**
   * Called once for each series of each day, before its points.
   *
   * @return where the points go
   */
  PointSink series(SeriesKey key, String unit);

  /** As {@link #series}, for a series of histograms. One who wants none need not say so. */
  default HistogramSink histograms(SeriesKey key, String unit) {
    return (timeMillis, histogram) -> {};
  }

  /** Takes the points of one series in the order of time. */
  @FunctionalInterface
  interface PointSink {
    void point(long timeMillis, double value);
  }

  /** Takes the histograms of one series in the order of time. */
  @FunctionalInterface
  interface HistogramSink {
    /**
     * @param histogram what happened since the sample before
     */
    void histogram(long timeMillis, Histogram histogram);
  }
}
