package io.diag.agent.thread;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How often the threads of this JVM begin to wait: for a notification, to be unparked or to have
 * slept. Counted by the JVM itself for each thread of its own; virtual threads are not among them.
 * No thread is stopped for it, but asking takes some microseconds a thread. Not thread-safe.
 */
public final class WaitRate implements DoubleSupplier {
  private static final double UNKNOWN = -1;

  /** Of more threads than these, these stand for all. */
  private static final int MOST_ASKED = 2_048;

  private final ThreadMXBean threads;
  private final LongSupplier nanoTime;
  private Map<Long, Long> counts;
  private long countedAt;

  public WaitRate(LongSupplier nanoTime) {
    this(ManagementFactory.getThreadMXBean(), nanoTime);
  }

  WaitRate(ThreadMXBean threads, LongSupplier nanoTime) {
    this.threads = threads;
    this.nanoTime = nanoTime;
  }

  /** Per second since the last call; below 0 at the first one. */
  @Override
  public double getAsDouble() {
    long now = nanoTime.getAsLong();
    Map<Long, Long> before = counts;
    long nanos = now - countedAt;
    long[] ids = threads.getAllThreadIds();
    long[] asked = ids.length > MOST_ASKED ? Arrays.copyOf(ids, MOST_ASKED) : ids;
    counts = counts(asked);
    countedAt = now;
    if (before == null || nanos <= 0) {
      return UNKNOWN;
    }
    long waits = 0;
    for (Map.Entry<Long, Long> thread : counts.entrySet()) {
      waits += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return waits * 1e9 / nanos * ids.length / Math.max(1, asked.length);
  }

  private Map<Long, Long> counts(long[] ids) {
    Map<Long, Long> next = new HashMap<>();
    for (ThreadInfo info : threads.getThreadInfo(ids)) {
      if (info != null) {
        next.put(info.getThreadId(), info.getWaitedCount());
      }
    }
    return next;
  }
}
