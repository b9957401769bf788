package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import io.diag.collector.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Series of one JVM over a range. Any thread; blocks while it reads.
 *
 * @param names which series; all when empty
 * @param from epoch milliseconds, inclusive
 * @param to exclusive
 * @param points at most so many for each series
 */
public record SeriesQuery(String jvmId, Set<String> names, long from, long to, int points) {
  /** Of all series together, so that an answer fits the heap. */
  private static final int MAX_POINTS = 2_000_000;

  /** As many series as one JVM may have in several days. */
  private static final int MAX_SERIES = 4_000;

  /**
   * The series that have points in the range, in the order in which they were first seen.
   *
   * @throws TooLargeException if they are too many for one answer
   */
  public List<ThinnedSeries> read(Store store) {
    Map<SeriesKey, Thinner> thinners = new LinkedHashMap<>();
    Map<SeriesKey, String> units = new LinkedHashMap<>();
    int each = names.isEmpty() ? Math.min(points, MAX_POINTS / MAX_SERIES) : points;
    store.readSeries(
        jvmId,
        names,
        from,
        to,
        (key, unit) -> {
          if (!thinners.containsKey(key) && (long) thinners.size() * each >= MAX_POINTS) {
            throw new TooLargeException(
                "more than " + MAX_POINTS + " points; ask for fewer names or fewer points");
          }
          units.put(key, unit);
          return thinners.computeIfAbsent(key, absent -> new Thinner(from, to, each));
        });
    List<ThinnedSeries> series = new ArrayList<>();
    thinners.forEach(
        (key, thinner) -> {
          List<ThinnedPoint> kept = thinner.points();
          if (!kept.isEmpty()) {
            series.add(new ThinnedSeries(key, units.get(key), kept));
          }
        });
    return series;
  }
}
