package io.diag.agent.memory;

import io.diag.wire.Histogram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts collections between two readings. One thread adds and one takes, neither waits for the
 * other, and each collection is in exactly one reading: whoever is at work has the counts to
 * himself, and the other one begins anew or comes back with the next reading.
 */
final class GcPauses {
  /** Upper bounds in seconds. The JVM tells whole milliseconds. */
  private static final double[] BOUNDS = {
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50
  };

  /** Far more than a JVM has collectors, actions and causes to combine. */
  private static final int MAX_KINDS = 64;

  private final AtomicReference<Counts> slot = new AtomicReference<>();

  /** Called by one thread only. Allocates for a kind that the reading has not seen yet. */
  void add(String name, String action, String cause, long millis) {
    Counts taken = slot.getAndSet(null);
    Counts counts = taken == null ? new Counts() : taken;
    counts.of(name, action, cause).add(Math.max(0, millis) / 1_000.0);
    slot.set(counts);
  }

  /** Moves what was counted since the last call to the list. Called by one other thread only. */
  void drainTo(PointList points) {
    Counts counts = slot.getAndSet(null);
    for (int i = 0; counts != null && i < counts.size; i++) {
      Kind kind = counts.kinds[i];
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("jvm.gc.name", kind.name);
      labels.put("jvm.gc.action", kind.action);
      labels.put("jvm.gc.cause", kind.cause);
      points.histogram("jvm.gc.duration", "s", labels, kind.histogram());
    }
  }

  private static final class Counts {
    private Kind[] kinds = new Kind[4];
    private int size;

    Kind of(String name, String action, String cause) {
      for (int i = 0; i < size; i++) {
        if (kinds[i].is(name, action, cause)) {
          return kinds[i];
        }
      }
      if (size == MAX_KINDS - 1) {
        return add(new Kind("other", "other", "other"));
      }
      return size == MAX_KINDS ? kinds[size - 1] : add(new Kind(name, action, cause));
    }

    private Kind add(Kind kind) {
      if (size == kinds.length) {
        kinds = Arrays.copyOf(kinds, 2 * size);
      }
      kinds[size++] = kind;
      return kind;
    }
  }

  private static final class Kind {
    private final String name;
    private final String action;
    private final String cause;
    private final long[] counts = new long[BOUNDS.length];
    private long count;
    private double sum;
    private double max;

    Kind(String name, String action, String cause) {
      this.name = name;
      this.action = action;
      this.cause = cause;
    }

    boolean is(String otherName, String otherAction, String otherCause) {
      return name.equals(otherName) && action.equals(otherAction) && cause.equals(otherCause);
    }

    void add(double seconds) {
      count++;
      sum += seconds;
      max = Math.max(max, seconds);
      for (int i = 0; i < BOUNDS.length; i++) {
        if (seconds <= BOUNDS[i]) {
          counts[i]++;
          return;
        }
      }
    }

    /** Without the empty buckets below and above; those between stay, for they bound the next. */
    Histogram histogram() {
      int from = 0;
      int to = BOUNDS.length;
      while (from < to && counts[from] == 0) {
        from++;
      }
      while (to > from && counts[to - 1] == 0) {
        to--;
      }
      // the bound below the first says where that bucket begins
      from = Math.max(0, from - 1);
      return new Histogram(
          count,
          sum,
          max,
          Arrays.copyOfRange(BOUNDS, from, to),
          Arrays.copyOfRange(counts, from, to));
    }
  }
}
