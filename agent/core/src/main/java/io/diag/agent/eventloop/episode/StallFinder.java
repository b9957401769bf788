package io.diag.agent.eventloop.episode;

/**
 * Finds when the whole process stood still: by how late the watch came to look, and by what kept it
 * from running within a look. The watch's thread.
 */
final class StallFinder {
  /** Stops of the JVM that are too short for a stall add up to little within this. */
  private static final long PERIOD_NANOS = 1_000_000_000;

  private static final long UNREAD = Long.MIN_VALUE;

  private final ThreadGauge gauge;
  private final Stalls stalls;
  private long countedAtNanos;
  private long stoppedBefore;
  private long queuedBefore;
  private long stoppedBeforeSampling = UNREAD;
  private long countedWhileSampling;

  /**
   * @param stalls where it notes them
   * @param nowNanos {@code nanoTime}
   */
  StallFinder(ThreadGauge gauge, Stalls stalls, long nowNanos) {
    this.gauge = gauge;
    this.stalls = stalls;
    count(nowNanos);
  }

  /**
   * A look begins.
   *
   * @param due when it was to begin
   * @return how late it is, where that is no matter of the system's timer; else 0
   */
  long begin(long due, long now) {
    long late = now - due;
    boolean noticed = late >= Stalls.NOTICED_NANOS;
    if (!noticed && now - countedAtNanos < PERIOD_NANOS) {
      return 0;
    }
    long stopped = noticed ? since(gauge.stoppedNanos(), stoppedBefore) : 0;
    count(now);
    if (!noticed) {
      return 0;
    }
    stalls.add(due, now, stopped);
    return late;
  }

  /** A thread is sampled next. */
  void sampling() {
    if (stoppedBeforeSampling == UNREAD) {
      stoppedBeforeSampling = gauge.stoppedNanos();
    }
  }

  /**
   * All threads of this look were sampled. A sample waits for a collection that goes on: that is no
   * oversleep, but the JVM's own count has it.
   *
   * @param now when the look began
   */
  void sampled(long now) {
    if (stoppedBeforeSampling == UNREAD) {
      return;
    }
    long stopped = gauge.stoppedNanos();
    long meanwhile = stopped - stoppedBeforeSampling;
    if (stopped >= 0 && stoppedBeforeSampling >= 0 && meanwhile >= Stalls.NOTICED_NANOS) {
      stalls.add(now, now + meanwhile, meanwhile);
      countedWhileSampling = meanwhile;
      stoppedBefore = stopped;
    }
    stoppedBeforeSampling = UNREAD;
  }

  /**
   * A look is over. As far as its thread waited for a CPU or was stopped meanwhile, nothing of the
   * process ran; what it waited for otherwise says nothing of the loops.
   *
   * @param startNanos when it began
   * @param ownNanos its thread's CPU time since then
   * @return for how long it was kept from running until its end; 0 where that is not worth a word
   */
  long end(long startNanos, long endNanos, long ownNanos) {
    long waited = endNanos - startNanos - ownNanos - countedWhileSampling;
    countedWhileSampling = 0;
    if (waited < Stalls.NOTICED_NANOS) {
      return 0;
    }
    long queued = since(gauge.ownRunQueueNanos(), queuedBefore);
    long stopped = since(gauge.stoppedNanos(), stoppedBefore);
    count(endNanos);
    long kept = Math.min(waited, queued + Math.max(0, stopped));
    if (queued == ThreadGauge.UNKNOWN || kept < Stalls.NOTICED_NANOS) {
      return 0;
    }
    stalls.add(endNanos - kept, endNanos, stopped);
    return kept;
  }

  /** From here on is counted. */
  private void count(long now) {
    countedAtNanos = now;
    stoppedBefore = gauge.stoppedNanos();
    queuedBefore = gauge.ownRunQueueNanos();
  }

  private static long since(long now, long before) {
    return now >= 0 && before >= 0 ? now - before : ThreadGauge.UNKNOWN;
  }
}
