package io.diag.agent.workers;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

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
    boolean works(Runnable worker, Thread thread, Object executor) {
      return false; // counted by the pool
    }

    @Override
    void complete(WorkerPool pool) throws ReflectiveOperationException {
      pool.setBusy(number(pool.executor(), "getUtilizedThreads"));
      pool.setMost(number(pool.executor(), "getMaxAvailableThreads"));
      pool.setQueued(number(pool.executor(), "getQueueSize"));
    }
  },

  /** That of JBoss, of which XNIO makes Undertow's: a thread without a task parks for the pool. */
  JBOSS("org.jboss.threads.EnhancedQueueExecutor$ThreadBody", null) {
    @Override
    String framework(Runnable runs) {
      return runs.getClass().getName().startsWith("org.xnio.") ? "undertow" : null;
    }

    @Override
    boolean works(Runnable worker, Thread thread, Object executor) {
      return LockSupport.getBlocker(thread) != executor;
    }

    @Override
    void complete(WorkerPool pool) throws ReflectiveOperationException {
      pool.setMost(number(pool.executor(), "getMaximumPoolSize"));
      int waiting = number(pool.executor(), "getQueueSize");
      pool.setQueued(waiting < 0 ? null : waiting);
    }
  },

  /** Also the common one; its threads are of a class of their own. */
  FORK_JOIN(null, null) {
    @Override
    void complete(WorkerPool pool) {
      tell(pool);
    }
  },

  /** The pool of the JDK's that runs virtual threads. */
  CARRIERS(null, null) {
    @Override
    void complete(WorkerPool pool) {
      tell(pool);
    }
  };

  private static final String CARRIER = "jdk.internal.misc.CarrierThread";

  private final String worker;
  private final String framework;

  PoolKind(String worker, String framework) {
    this.worker = worker;
    this.framework = framework;
  }

  /** How the name of the class ends that its threads run, or null if they are known otherwise. */
  String worker() {
    return worker;
  }

  /** Of a thread of a fork-join pool. */
  static PoolKind of(ForkJoinWorkerThread thread) {
    return thread.getClass().getName().equals(CARRIER) ? CARRIERS : FORK_JOIN;
  }

  /**
   * Whose pool it is, or null if it may be anybody's.
   *
   * @param runs what one of its threads was made to run, with what is wrapped around
   */
  String framework(Runnable runs) {
    return framework;
  }

  /** Whether a worker runs a task now, on its thread. */
  boolean works(Runnable worker, Thread thread, Object executor)
      throws ReflectiveOperationException {
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
    return executor instanceof ScheduledThreadPoolExecutor ? null : executor;
  }

  /**
   * All of it is counted or estimated without a lock. What blocks where the pool makes up for it by
   * another thread is not among the active ones, and there may be more threads than wanted.
   */
  private static void tell(WorkerPool pool) {
    ForkJoinPool executor = (ForkJoinPool) pool.executor();
    pool.setBusy(executor.getActiveThreadCount());
    pool.setMost(executor.getParallelism());
    long waiting = executor.getQueuedTaskCount() + executor.getQueuedSubmissionCount();
    pool.setQueued((int) Math.min(Integer.MAX_VALUE, waiting));
  }

  private static int number(Object pool, String getter) throws ReflectiveOperationException {
    Method method = pool.getClass().getMethod(getter);
    method.setAccessible(true);
    return (Integer) method.invoke(pool);
  }
}
