package io.diag.agent.runtime;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Bytes of the Java heap that were allocated, up to now. From JDK 21 the JVM knows the sum. Before,
 * it knows it thread by thread, and what a thread allocates between the last look and its end is
 * missing: then this is a lower bound that begins with the first call. Not thread-safe.
 */
public final class AllocatedBytes {
  private final com.sun.management.ThreadMXBean threads;
  private final Method total;
  private long[] lastIds = new long[0];
  private long[] lastBytes = new long[0];
  private long sum;

  private AllocatedBytes(com.sun.management.ThreadMXBean threads, Method total) {
    this.threads = threads;
    this.total = total;
  }

  /**
   * Finds the best source that this JVM has.
   *
   * @throws IOException if it has none, with the reason
   */
  public static AllocatedBytes find() throws IOException {
    try {
      Object bean = ManagementFactory.getThreadMXBean();
      if (bean instanceof com.sun.management.ThreadMXBean) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) bean;
        if (threads.isThreadAllocatedMemorySupported()
            && threads.isThreadAllocatedMemoryEnabled()) {
          return new AllocatedBytes(threads, totalOf(com.sun.management.ThreadMXBean.class));
        }
      }
      throw new IOException("this JVM does not count what its threads allocate");
    } catch (LinkageError absent) {
      throw new IOException("this runtime lacks the module jdk.management", absent);
    }
  }

  /** For a test: as on a JVM that does not know the sum. */
  static AllocatedBytes byThread() throws IOException {
    return new AllocatedBytes(find().threads, null);
  }

  /** Only differences between two calls mean something. */
  public long total() throws IOException {
    if (total == null) {
      return addUp();
    }
    try {
      return (Long) total.invoke(threads);
    } catch (IllegalAccessException | InvocationTargetException failed) {
      throw new IOException("the JVM did not tell what was allocated", failed);
    }
  }

  private long addUp() {
    long[] ids = threads.getAllThreadIds();
    Arrays.sort(ids);
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    boolean first = lastIds.length == 0;
    int before = 0;
    for (int i = 0; i < ids.length; i++) {
      while (before < lastIds.length && lastIds[before] < ids[i]) {
        before++;
      }
      boolean known = before < lastIds.length && lastIds[before] == ids[i];
      // -1 for a thread that has just ended
      long since = known ? bytes[i] - lastBytes[before] : bytes[i];
      sum += first ? 0 : Math.max(0, since);
    }
    lastIds = ids;
    lastBytes = bytes;
    return sum;
  }

  /** Null before JDK 21. */
  private static Method totalOf(Class<?> bean) {
    try {
      return bean.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException older) {
      return null;
    }
  }
}
