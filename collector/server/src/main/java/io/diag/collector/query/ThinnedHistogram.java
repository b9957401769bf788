package io.diag.collector.query;

import io.diag.wire.Histogram;

/**
 * What happened between two readings, or between several.
 *
 * @param timeMillis of the last reading
 */
public record ThinnedHistogram(long timeMillis, Histogram histogram) {
  /** Together with what was counted next. */
  ThinnedHistogram plus(ThinnedHistogram next) {
    return new ThinnedHistogram(next.timeMillis, histogram.plus(next.histogram));
  }
}
