package io.diag.collector.finding;

import io.diag.collector.store.SeriesKey;
import io.diag.collector.store.SeriesSink;
import io.diag.collector.store.Store;
import io.diag.diagnosis.growth.MemoryHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the memory of a JVM was made of before this collector heard of it, from the store: so a slow
 * growth is known again after a restart. Any thread; blocks while it reads.
 */
final class MemoryPast {
  /** As far back as a history reaches. */
  static final long LENGTH_MILLIS = Duration.ofHours(6).toMillis();

  /** By its uptime and its clock a JVM always started at the same time, until its clock is set. */
  private static final long SET_MILLIS = 60_000;

  private static final String UPTIME = "process.uptime";

  private final Store store;

  MemoryPast(Store store) {
    this.store = store;
  }

  /**
   * Adds what is stored to a history that ends before it; but for samples that were taken while the
   * JVM's clock told another time.
   *
   * @param startMillis when the JVM started by its own clock, as it tells now
   * @param from the JVM's own time in epoch milliseconds, inclusive
   * @param to exclusive
   */
  void read(String jvmId, long startMillis, long from, long to, MemoryHistory history) {
    Sample sample = new Sample(startMillis, history);
    store.readSeries(
        jvmId,
        MemoryHistory.series(),
        from,
        to,
        new SeriesSink() {
          @Override
          public PointSink series(SeriesKey key, String unit) {
            return (timeMillis, value) -> sample.add(timeMillis, key, value);
          }
        });
    sample.end();
  }

  /** The values of one time, which come one after the other. */
  private static final class Sample {
    private final long startMillis;
    private final MemoryHistory history;
    private final List<Value> values = new ArrayList<>();
    private long timeMillis;

    Sample(long startMillis, MemoryHistory history) {
      this.startMillis = startMillis;
      this.history = history;
    }

    void add(long time, SeriesKey key, double value) {
      if (time != timeMillis) {
        end();
        timeMillis = time;
      }
      values.add(new Value(key, value));
    }

    void end() {
      if (values.stream().anyMatch(this::isOfThisClock)) {
        history.sample(timeMillis);
        values.forEach(one -> history.value(one.key.name(), one.key.labels(), one.value));
      }
      values.clear();
    }

    private boolean isOfThisClock(Value value) {
      return value.key.name().equals(UPTIME)
          && Math.abs(timeMillis - value.value * 1e3 - startMillis) <= SET_MILLIS;
    }
  }

  private record Value(SeriesKey key, double value) {}
}
