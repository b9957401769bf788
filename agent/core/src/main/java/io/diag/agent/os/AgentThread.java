package io.diag.agent.os;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads of ours: daemons, without the application's context class loader, and with a handler of
 * their own, so that nothing they throw reaches the application's default handler. What they use is
 * added up.
 */
public final class AgentThread {
  private static final List<Thread> RUNNING = new ArrayList<>();
  private static long endedNanos;

  private AgentThread() {}

  /** To ask for it anew takes a lock on JDK 8; and not every runtime has one. */
  private static final class Bean {
    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  }

  /** A thread that is not started yet. */
  public static Thread create(String name, Runnable work) {
    Thread thread = new Thread(null, () -> counted(work), name, 0);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.setUncaughtExceptionHandler(
        (dead, failure) -> {
          // said by the feature's state; the application must not hear of it
        });
    return thread;
  }

  /**
   * CPU time of all threads of ours since the agent was loaded, ended ones included, or -1 where
   * the JVM does not tell. Any thread; waits only for threads of ours.
   */
  public static long cpuNanos() {
    if (!Bean.THREADS.isThreadCpuTimeSupported() || !Bean.THREADS.isThreadCpuTimeEnabled()) {
      return -1;
    }
    synchronized (RUNNING) {
      long nanos = endedNanos;
      for (Thread thread : RUNNING) {
        nanos += Math.max(0, Bean.THREADS.getThreadCpuTime(thread.getId()));
      }
      return nanos;
    }
  }

  /** CPU time of the calling thread, in nanoseconds, or -1 where the JVM does not tell. */
  public static long ownCpuNanos() {
    boolean told =
        Bean.THREADS.isCurrentThreadCpuTimeSupported() && Bean.THREADS.isThreadCpuTimeEnabled();
    return told ? Bean.THREADS.getCurrentThreadCpuTime() : -1;
  }

  /** Whether a thread is one of ours that runs. Any thread; waits only for threads of ours. */
  public static boolean isOurs(Thread thread) {
    synchronized (RUNNING) {
      return RUNNING.contains(thread);
    }
  }

  private static void counted(Runnable work) {
    synchronized (RUNNING) {
      RUNNING.add(Thread.currentThread());
    }
    try {
      work.run();
    } finally {
      long nanos = ownCpuNanos();
      synchronized (RUNNING) {
        endedNanos += Math.max(0, nanos);
        RUNNING.remove(Thread.currentThread());
      }
    }
  }
}
