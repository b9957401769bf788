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
}
