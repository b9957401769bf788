package io.diag.collector.query;

import io.diag.collector.store.SeriesSink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps at most so many points of one series. As long as all readings fit they are kept as they
 * are; then they are merged into buckets that start at multiples of their width, so that a bucket
 * stays the same while the range slides. Minimum and maximum stay, so no peak is lost. Not for
 * several threads at once; memory grows with the number of points only.
 */
final class Thinner implements SeriesSink.PointSink {
  private final int maxPoints;
  private final long bucketMillis;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private List<ThinnedPoint> raw = new ArrayList<>();

  /**
   * @param from start of the range in epoch milliseconds, inclusive
   * @param to exclusive
   * @param maxPoints at least 2
   */
  Thinner(long from, long to, int maxPoints) {
    this.maxPoints = maxPoints;
    // One fewer than asked, because a range seldom starts where a bucket does.
    bucketMillis = Math.max(1, -Math.floorDiv(from - to, (long) maxPoints - 1));
  }

  @Override
  public void point(long timeMillis, double value) {
    if (raw != null && raw.size() < maxPoints) {
      raw.add(ThinnedPoint.single(timeMillis, value));
      return;
    }
    if (raw != null) {
      List<ThinnedPoint> all = raw;
      raw = null;
      all.forEach(point -> merge(point.timeMillis(), point.last()));
    }
    merge(timeMillis, value);
  }

  List<ThinnedPoint> points() {
    return raw != null ? List.copyOf(raw) : buckets.values().stream().map(Bucket::point).toList();
  }

  private void merge(long timeMillis, double value) {
    buckets
        .computeIfAbsent(Math.floorDiv(timeMillis, bucketMillis), start -> new Bucket())
        .add(timeMillis, value);
  }

  private static final class Bucket {
    private int count;
    private long timeMillis;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double last;

    void add(long time, double value) {
      count++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      timeMillis = time;
      last = value;
    }

    ThinnedPoint point() {
      return new ThinnedPoint(timeMillis, count > 1, min, max, last);
    }
  }
}
