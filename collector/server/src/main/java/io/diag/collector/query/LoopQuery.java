package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import io.diag.collector.store.SeriesSink;
import io.diag.collector.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The event loops of one JVM over a range, from their series. Any thread; blocks while it reads.
 *
 * @param from epoch milliseconds, inclusive
 * @param to exclusive
 */
public record LoopQuery(String jvmId, long from, long to) {
  private static final String UTILIZATION = "diag.loop.utilization";
  private static final String TICKS = "diag.loop.tick.duration";
  private static final String ID = "diag.loop.id";

  /** An agent tells of 32 at a time; selectors that come and go add to that. */
  private static final int MAX_LOOPS = 2_000;

  private static final Comparator<LoopSummary> BUSIEST_FIRST =
      Comparator.comparingDouble((LoopSummary loop) -> -loop.utilization().orElse(0))
          .thenComparing(LoopSummary::name)
          .thenComparing(LoopSummary::id);

  /**
   * The busiest first.
   *
   * @throws TooLargeException if they are too many for one answer
   */
  public List<LoopSummary> read(Store store) {
    Map<String, LoopSummary> loops = new LinkedHashMap<>();
    store.readSeries(
        jvmId,
        Set.of(UTILIZATION, TICKS),
        from,
        to,
        new SeriesSink() {
          @Override
          public PointSink series(SeriesKey key, String unit) {
            return (time, value) -> loop(loops, key).utilization(key, time, value);
          }

          @Override
          public HistogramSink histograms(SeriesKey key, String unit) {
            return (time, histogram) -> loop(loops, key).ticks(key, time, histogram);
          }
        });
    List<LoopSummary> summaries = new ArrayList<>(loops.values());
    summaries.sort(BUSIEST_FIRST);
    return summaries;
  }

  private static LoopSummary loop(Map<String, LoopSummary> loops, SeriesKey key) {
    String id = key.labels().getOrDefault(ID, "");
    LoopSummary known = loops.get(id);
    if (known == null) {
      if (loops.size() == MAX_LOOPS) {
        throw new TooLargeException("more than " + MAX_LOOPS + " loops; ask for a shorter range");
      }
      known = new LoopSummary(id);
      loops.put(id, known);
    }
    return known;
  }
}
