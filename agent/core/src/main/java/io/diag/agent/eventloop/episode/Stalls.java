package io.diag.agent.eventloop.episode;

/**
 * When the whole process stood still, by how much later than it wanted the watch came to run. The
 * last ones are kept. The watch's thread.
 */
final class Stalls {
  /** Later than this is no matter of the system's timer. */
  static final long NOTICED_NANOS = 5_000_000;

  private static final int KEPT = 128;

  private final long[] from = new long[KEPT];
  private final long[] to = new long[KEPT];
  private final long[] stopped = new long[KEPT];
  private int size;
  private int next;

  /**
   * @param dueNanos when the watch wanted to run, by {@code nanoTime}
   * @param nowNanos when it did
   * @param stoppedNanos for how much of it the JVM had stopped its threads, or {@link
   *     ThreadGauge#UNKNOWN}
   */
  void add(long dueNanos, long nowNanos, long stoppedNanos) {
    from[next] = dueNanos;
    to[next] = nowNanos;
    stopped[next] = stoppedNanos;
    next = (next + 1) % KEPT;
    size = Math.min(KEPT, size + 1);
  }

  /** How much of a span of time the process stood still. */
  long within(long fromNanos, long toNanos) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += overlap(i, fromNanos, toNanos);
    }
    return sum;
  }

  /** How much of that the JVM had stopped its threads, or {@link ThreadGauge#UNKNOWN}. */
  long stoppedWithin(long fromNanos, long toNanos) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      long overlap = overlap(i, fromNanos, toNanos);
      if (overlap == 0) {
        continue;
      }
      if (stopped[i] == ThreadGauge.UNKNOWN) {
        return ThreadGauge.UNKNOWN;
      }
      sum += Math.min(overlap, stopped[i]);
    }
    return sum;
  }

  private long overlap(int i, long fromNanos, long toNanos) {
    // differences, since nanoTime may pass over its end
    long start = from[i] - fromNanos > 0 ? from[i] : fromNanos;
    long end = to[i] - toNanos < 0 ? to[i] : toNanos;
    return Math.max(0, end - start);
  }
}
