package io.diag.collector.query;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Keeps at most so many points of one series. As long as all readings fit they are kept as they
 * are; then they are merged into buckets that start at multiples of their width, so that a bucket
 * stays the same while the range slides. Not for several threads at once; memory grows with the
 * number of points only.
 *
 * @param <P> a point
 */
final class Thinner<P> {
  private final int maxPoints;
  private final long bucketMillis;
  private final BinaryOperator<P> merge;
  private final TreeMap<Long, P> buckets = new TreeMap<>();
  private List<P> raw = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  /**
   * @param from start of the range in epoch milliseconds, inclusive
   * @param to exclusive
   * @param maxPoints at least 2
   * @param merge makes one of two points, the earlier given first
   */
  Thinner(long from, long to, int maxPoints, BinaryOperator<P> merge) {
    this.maxPoints = maxPoints;
    this.merge = merge;
    // One fewer than asked, because a range seldom starts where a bucket does.
    bucketMillis = Math.max(1, -Math.floorDiv(from - to, (long) maxPoints - 1));
  }

  /** In the order of time. */
  void add(long timeMillis, P point) {
    if (raw != null && raw.size() < maxPoints) {
      raw.add(point);
      times.add(timeMillis);
      return;
    }
    if (raw != null) {
      for (int i = 0; i < raw.size(); i++) {
        merge(times.get(i), raw.get(i));
      }
      raw = null;
      times.clear();
    }
    merge(timeMillis, point);
  }

  List<P> points() {
    return List.copyOf(raw != null ? raw : buckets.values());
  }

  private void merge(long timeMillis, P point) {
    buckets.merge(Math.floorDiv(timeMillis, bucketMillis), point, merge);
  }
}
