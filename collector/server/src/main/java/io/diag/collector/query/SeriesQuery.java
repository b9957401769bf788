package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import io.diag.collector.store.SeriesSink;
import io.diag.collector.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

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

  /** What a histogram takes beside a value, by memory and in the answer. */
  private static final int HISTOGRAM_COST = 20;

  /**
   * The series that have points in the range.
   *
   * @throws TooLargeException if they are too many for one answer
   */
  public SeriesAnswer read(Store store) {
    int each = names.isEmpty() ? Math.min(points, MAX_POINTS / MAX_SERIES) : points;
    Thinning found = new Thinning(each);
    store.readSeries(jvmId, names, from, to, found);
    return new SeriesAnswer(
        present(found.values, found.units, ThinnedSeries::new),
        present(found.histograms, found.units, HistogramSeries::new));
  }

  @FunctionalInterface
  private interface Maker<P, S> {
    S make(SeriesKey key, String unit, List<P> points);
  }

  private static <P, S> List<S> present(
      Map<SeriesKey, Thinner<P>> thinners, Map<SeriesKey, String> units, Maker<P, S> maker) {
    List<S> series = new ArrayList<>();
    thinners.forEach(
        (key, thinner) -> {
          List<P> kept = thinner.points();
          if (!kept.isEmpty()) {
            series.add(maker.make(key, units.get(key), kept));
          }
        });
    return series;
  }

  /** Thins while it reads. */
  private final class Thinning implements SeriesSink {
    private final int each;
    private final Map<SeriesKey, String> units = new LinkedHashMap<>();
    private final Map<SeriesKey, Thinner<ThinnedPoint>> values = new LinkedHashMap<>();
    private final Map<SeriesKey, Thinner<ThinnedHistogram>> histograms = new LinkedHashMap<>();

    Thinning(int each) {
      this.each = each;
    }

    @Override
    public PointSink series(SeriesKey key, String unit) {
      Thinner<ThinnedPoint> thinner = thinner(values, key, unit, ThinnedPoint::plus);
      return (time, value) -> thinner.add(time, ThinnedPoint.single(time, value));
    }

    @Override
    public HistogramSink histograms(SeriesKey key, String unit) {
      Thinner<ThinnedHistogram> thinner = thinner(histograms, key, unit, ThinnedHistogram::plus);
      return (time, histogram) -> thinner.add(time, new ThinnedHistogram(time, histogram));
    }

    private <P> Thinner<P> thinner(
        Map<SeriesKey, Thinner<P>> thinners, SeriesKey key, String unit, BinaryOperator<P> merge) {
      units.put(key, unit);
      Thinner<P> known = thinners.get(key);
      if (known == null) {
        long cost = values.size() + (long) histograms.size() * HISTOGRAM_COST;
        if (cost * each >= MAX_POINTS) {
          throw new TooLargeException(
              "more than " + MAX_POINTS + " points; ask for fewer names or fewer points");
        }
        known = new Thinner<>(from, to, each, merge);
        thinners.put(key, known);
      }
      return known;
    }
  }
}
