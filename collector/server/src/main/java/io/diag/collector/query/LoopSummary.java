package io.diag.collector.query;

import io.diag.collector.store.SeriesKey;
import io.diag.wire.Histogram;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What one event loop did over a range. Filled by one thread. */
public final class LoopSummary {
  private static final String NAME = "diag.loop";
  private static final String FRAMEWORK = "diag.loop.framework";
  private static final String ROLE = "diag.loop.role";

  private final String id;
  private final TreeMap<Double, Long> buckets = new TreeMap<>();
  private final LoopDelay delay = new LoopDelay();
  private Map<String, String> labels = Map.of();
  private long labelledMillis = Long.MIN_VALUE;
  private long readings;
  private double utilizations;
  private long ticks;
  private double maxSeconds;

  LoopSummary(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Of its thread, as that was called when the loop was found. */
  public String name() {
    return labels.getOrDefault(NAME, "");
  }

  /** Or null. */
  public String framework() {
    return labels.get(FRAMEWORK);
  }

  /** As last told, or null. */
  public String role() {
    return labels.get(ROLE);
  }

  /** The mean of all readings; empty where none was in the range. */
  public OptionalDouble utilization() {
    return readings == 0 ? OptionalDouble.empty() : OptionalDouble.of(utilizations / readings);
  }

  public long ticks() {
    return ticks;
  }

  /** Meaningless without ticks. */
  public double maxSeconds() {
    return maxSeconds;
  }

  /**
   * The length that so many of the ticks did not exceed: the upper bound of the bucket in which it
   * lies, and so too high by the width of that at most. Meaningless without ticks.
   *
   * @param share as in 0.99
   */
  public double quantileSeconds(double share) {
    long rank = (long) Math.ceil(share * ticks);
    long below = 0;
    for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
      below += bucket.getValue();
      if (below >= rank) {
        return Math.min(bucket.getKey(), maxSeconds);
      }
    }
    return maxSeconds;
  }

  /**
   * How long an event waits at most, with this probability, if it becomes ready at any moment of
   * the range. Too high by the width of a bucket at most; empty where too little was read.
   *
   * @param share as in 0.99
   */
  public OptionalDouble delaySeconds(double share) {
    TreeMap<Double, Long> lengths = new TreeMap<>();
    long within = 0;
    for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
      if (bucket.getValue() > 0) {
        lengths.merge(Math.min(bucket.getKey(), maxSeconds), bucket.getValue(), Long::sum);
        within += bucket.getValue();
      }
    }
    if (ticks > within) {
      lengths.merge(maxSeconds, ticks - within, Long::sum);
    }
    return delay.seconds(share, lengths);
  }

  void utilization(SeriesKey key, long timeMillis, double value) {
    describe(key, timeMillis);
    readings++;
    utilizations += value;
    delay.reading(timeMillis, value);
  }

  void ticks(SeriesKey key, long timeMillis, Histogram histogram) {
    describe(key, timeMillis);
    ticks += histogram.count();
    delay.ticks(histogram.sum());
    maxSeconds = Math.max(maxSeconds, histogram.max());
    for (int i = 0; i < histogram.buckets(); i++) {
      buckets.merge(histogram.bound(i), histogram.count(i), Long::sum);
    }
  }

  private void describe(SeriesKey key, long timeMillis) {
    if (timeMillis >= labelledMillis) {
      labelledMillis = timeMillis;
      labels = key.labels();
    }
  }
}
