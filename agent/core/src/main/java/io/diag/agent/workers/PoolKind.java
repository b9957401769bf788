package io.diag.agent.workers;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;

/**
 * Pools that are known, and how to read them without a lock: a worker of the JDK's holds its own
 * while it runs a task, and Jetty's keeps counts. The sampler's thread.
 */
enum PoolKind {
  JDK("java.util.concurrent.ThreadPoolExecutor$Worker", null),

  /** A copy of the JDK's. */
  TOMCAT("org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker", "tomcat"),

  JETTY("org.eclipse.jetty.util.thread.QueuedThreadPool$Runner", "jetty") {
    @Override
    boolean works(Runnable worker) {
      return false; // counted by the pool
    }

    @Override
    void complete(WorkerPool pool) throws ReflectiveOperationException {
      pool.setBusy(number(pool.executor(), "getUtilizedThreads"));
      pool.setMost(number(pool.executor(), "getMaxAvailableThreads"));
      pool.setQueued(number(pool.executor(), "getQueueSize"));
    }
  };

  private final String worker;
  private final String framework;

  PoolKind(String worker, String framework) {
    this.worker = worker;
    this.framework = framework;
  }

  String worker() {
    return worker;
  }

  /** Null for the JDK's own. */
  String framework() {
    return framework;
  }

  /** Whether a worker runs a task now. */
  boolean works(Runnable worker) throws ReflectiveOperationException {
    Method isLocked = worker.getClass().getMethod("isLocked");
    isLocked.setAccessible(true);
    return (Boolean) isLocked.invoke(worker);
  }

  /** Reads what the pool itself tells, once its threads are counted. */
  void complete(WorkerPool pool) throws ReflectiveOperationException {
    int most = number(pool.executor(), "getMaximumPoolSize");
    pool.setMost(most == Integer.MAX_VALUE ? null : most);
    Method queue = pool.executor().getClass().getMethod("getQueue");
    queue.setAccessible(true);
    Object waiting = queue.invoke(pool.executor());
    // these know their size without a lock; of others it is not asked
    boolean free = waiting instanceof LinkedBlockingQueue || waiting instanceof SynchronousQueue;
    pool.setQueued(free ? ((BlockingQueue<?>) waiting).size() : null);
  }

  /** The pool of a worker, or null if it is one that has no workload of its own. */
  static Object executorOf(Runnable worker) throws ReflectiveOperationException {
    Field outer = ThreadRunnables.opened(worker.getClass(), "this$0");
    Object executor = outer.get(worker);
    return executor instanceof ScheduledExecutorService ? null : executor;
  }

  private static int number(Object pool, String getter) throws ReflectiveOperationException {
    Method method = pool.getClass().getMethod(getter);
    method.setAccessible(true);
    return (Integer) method.invoke(pool);
  }
}
