package io.diag.agent.eventloop.episode;

import io.diag.agent.os.ProcFs;
import io.diag.agent.os.SafepointCounters;
import java.io.File;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** Asks this JVM and its system about threads. Opened and closed by the sampler's thread. */
public final class JvmThreads implements ThreadGauge {
  private static final int MOST_FRAMES = 512;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final NativeThreads natives;
  private final File temporary;
  private final String user;
  private final LongSupplier pid;
  private volatile SafepointCounters counters;

  /**
   * @param temporary where the JVM keeps its counters
   * @param pid as the process itself sees it
   */
  public JvmThreads(ProcFs files, File temporary, String user, LongSupplier pid) {
    natives = new NativeThreads(files, threads);
    this.temporary = temporary;
    this.user = user;
    this.pid = pid;
  }

  void open() {
    try {
      counters = SafepointCounters.open(temporary, user, pid.getAsLong());
    } catch (IOException untold) {
      counters = null; // how long the JVM stopped is absent then
    }
  }

  void close() {
    SafepointCounters closing = counters;
    counters = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException left) {
        // nothing was written
      }
    }
  }

  /** Looks for the system's name of a thread, so that its run queue can be read. */
  boolean learn(Thread thread) {
    return natives.learn(thread);
  }

  @Override
  public Thread.State state(Thread thread) {
    return thread.getState();
  }

  @Override
  public long cpuNanos(Thread thread) {
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return UNKNOWN;
    }
    return threads.getThreadCpuTime(thread.getId());
  }

  @Override
  public long runQueueNanos(Thread thread) {
    return natives.runQueueNanos(thread);
  }

  @Override
  public long ownRunQueueNanos() {
    return natives.ownRunQueueNanos();
  }

  @Override
  public long stoppedNanos() {
    SafepointCounters open = counters;
    try {
      Double seconds = open == null ? null : open.seconds();
      return seconds == null ? UNKNOWN : Math.round(seconds * 1e9);
    } catch (IOException untold) {
      return UNKNOWN;
    }
  }

  @Override
  public ThreadLook look(long threadId) {
    ThreadInfo info = threads.getThreadInfo(threadId, MOST_FRAMES);
    if (info == null) {
      return null;
    }
    LockInfo lock = info.getLockInfo();
    return new ThreadLook(
        info.getThreadState(),
        Frames.withoutProxies(info.getStackTrace()),
        lock == null ? null : lock.toString(),
        info.getLockOwnerName() == null ? UNKNOWN : info.getLockOwnerId(),
        info.getLockOwnerName(),
        info.getWaitedCount() + info.getBlockedCount());
  }
}
