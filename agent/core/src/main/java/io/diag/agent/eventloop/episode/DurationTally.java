package io.diag.agent.eventloop.episode;

import io.diag.wire.Histogram;
import java.util.Arrays;

/** Counts durations between two readings. One thread adds and another takes. */
final class DurationTally {
  /** Upper bounds in seconds. */
  private static final double[] BOUNDS = {
    0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000
  };

  private static final double NANOS = 1e9;

  private final long[] counts = new long[BOUNDS.length];
  private long count;
  private double sum;
  private double max;

  synchronized void add(long nanos) {
    double seconds = nanos / NANOS;
    count++;
    sum += seconds;
    max = Math.max(max, seconds);
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    if (bucket < BOUNDS.length) {
      counts[bucket]++;
    }
  }

  /** What was added since the last call, or null for nothing. */
  synchronized Histogram take() {
    if (count == 0) {
      return null;
    }
    Histogram taken = new Histogram(count, sum, max, BOUNDS.clone(), counts.clone());
    Arrays.fill(counts, 0);
    count = 0;
    sum = 0;
    max = 0;
    return taken;
  }
}
