package io.diag.collector.query;

/**
 * One reading, or several merged.
 *
 * @param timeMillis of the last reading
 * @param merged whether there were several; else minimum, maximum and last are the same
 */
public record ThinnedPoint(long timeMillis, boolean merged, double min, double max, double last) {
  static ThinnedPoint single(long timeMillis, double value) {
    return new ThinnedPoint(timeMillis, false, value, value, value);
  }

  /** Together with the point that comes next. */
  ThinnedPoint plus(ThinnedPoint next) {
    return new ThinnedPoint(
        next.timeMillis, true, Math.min(min, next.min), Math.max(max, next.max), next.last);
  }
}
