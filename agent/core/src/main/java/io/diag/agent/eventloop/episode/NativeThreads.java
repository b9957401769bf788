package io.diag.agent.eventloop.episode;

import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the system's threads is which of Java's, which no public interface tells: both sides
 * know a thread's CPU time to the nanosecond, and while it stands still that is the same number.
 * {@link #learn} is for the sampler's thread, the rest for any.
 */
final class NativeThreads {
  private static final String TASKS = "/proc/self/task";
  private static final String OWN = "/proc/thread-self";

  /** With more threads the search costs more than the answer is worth. */
  private static final int MOST_TASKS = 1_000;

  private static final int MOST_ATTEMPTS = 20;
  private static final int MOST_KNOWN = 1_000;

  /** The system's own count of a thread that runs may be behind by some ticks of its clock. */
  private static final long BEHIND_NANOS = 10_000_000;

  private static final int NAME_CHARS = 15;

  private final ProcFs files;
  private final ThreadMXBean threads;
  private final Map<Long, String> known = new ConcurrentHashMap<>();
  private final Map<Long, Integer> attempts = new ConcurrentHashMap<>();

  NativeThreads(ProcFs files, ThreadMXBean threads) {
    this.files = files;
    this.threads = threads;
  }

  /**
   * Looks for a thread, unless it is known or was looked for in vain too often. Reads a small file
   * for each thread of the process.
   *
   * @return whether it looked
   */
  boolean learn(Thread thread) {
    long id = thread.getId();
    if (known.containsKey(id) || attempts.getOrDefault(id, 0) >= MOST_ATTEMPTS) {
      return false;
    }
    if (known.size() + attempts.size() >= MOST_KNOWN) {
      known.clear();
      attempts.clear();
    }
    attempts.merge(id, 1, Integer::sum);
    String found = find(thread);
    if (found != null) {
      known.put(id, found);
    }
    return true;
  }

  /** How long a thread waited for a CPU, in nanoseconds, or {@link ThreadGauge#UNKNOWN}. */
  long runQueueNanos(Thread thread) {
    String task = known.get(thread.getId());
    if (task == null) {
      return ThreadGauge.UNKNOWN;
    }
    try {
      return field(files.read(task + "/schedstat"), 1);
    } catch (IOException ended) {
      return ThreadGauge.UNKNOWN;
    }
  }

  /** The same of the calling thread, whose name the system knows. */
  long ownRunQueueNanos() {
    try {
      return field(files.read(OWN + "/schedstat"), 1);
    } catch (IOException untold) {
      return ThreadGauge.UNKNOWN;
    }
  }

  private String find(Thread thread) {
    String[] tasks = files.list(TASKS);
    long before = threads.getThreadCpuTime(thread.getId());
    if (tasks.length > MOST_TASKS || before <= 0) {
      return null;
    }
    String exact = null;
    String near = null;
    int exactOnes = 0;
    int nearOnes = 0;
    for (String task : tasks) {
      String path = TASKS + "/" + task;
      long cpu = cpuNanos(path);
      if (cpu == before) {
        exact = path;
        exactOnes++;
      }
      long now = cpu == before ? before : threads.getThreadCpuTime(thread.getId());
      if (cpu >= before - BEHIND_NANOS && cpu <= now && isNamed(path, thread.getName())) {
        near = path;
        nearOnes++;
      }
    }
    if (exactOnes == 1) {
      return exact;
    }
    return nearOnes == 1 ? near : null;
  }

  private long cpuNanos(String path) {
    try {
      return field(files.read(path + "/schedstat"), 0);
    } catch (IOException ended) {
      return ThreadGauge.UNKNOWN;
    }
  }

  private boolean isNamed(String path, String name) {
    try {
      String known = files.read(path + "/comm").trim();
      return known.equals(name.substring(0, Math.min(NAME_CHARS, name.length())).trim());
    } catch (IOException ended) {
      return false;
    }
  }

  private static long field(String schedstat, int index) {
    String[] fields = schedstat.trim().split(" ");
    try {
      return Long.parseLong(fields[index]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
      return ThreadGauge.UNKNOWN;
    }
  }
}
