package io.diag.agent.workers;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.AgentThread;
import io.diag.agent.os.JdkDoors;
import io.diag.agent.runtime.AllThreads;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Pools of worker threads: how many of how many are busy, and how much waits. Looks at what each
 * platform thread was made to run.
 */
public final class WorkerReading implements Reading {
  /** More pools than this are not told. */
  private static final int MOST_POOLS = 32;

  private static final int MAX_NAME = 120;

  /** Their threads are called as those of any fork-join pool. */
  private static final String CARRIERS = "carriers of virtual threads";

  private final Instrumentation instrumentation;
  private final AllThreads threads = new AllThreads();

  /** The pools' numbers; a pool that is gone goes from here as well. */
  private final Map<Object, Long> ids = new WeakHashMap<>();

  private ThreadRunnables runnables;
  private long nextId;

  /**
   * @param instrumentation opens the JDK's packages to us
   */
  public WorkerReading(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public void read(PointList points) throws IOException {
    try {
      open();
      List<WorkerPool> pools = find();
      pools.sort(Comparator.comparingInt(WorkerPool::busy).reversed());
      for (WorkerPool pool : pools.subList(0, Math.min(MOST_POOLS, pools.size()))) {
        add(points, pool);
      }
    } catch (IllegalAccessException unable) {
      throw new IOException("this JVM does not tell what its threads run: " + unable, unable);
    }
  }

  private void open() throws IOException {
    if (runnables != null) {
      return;
    }
    try {
      if (JdkDoors.isModule()) {
        JdkDoors.open(instrumentation, "java.util.concurrent");
      }
      runnables = ThreadRunnables.open(instrumentation);
    } catch (Exception closed) {
      throw new IOException("this JVM does not tell what its threads run: " + closed, closed);
    }
  }

  private List<WorkerPool> find() throws IllegalAccessException {
    IdentityHashMap<Object, WorkerPool> pools = new IdentityHashMap<>();
    int count = threads.find();
    try {
      for (int i = 0; i < count; i++) {
        Thread thread = threads.get(i);
        if (thread instanceof ForkJoinWorkerThread) {
          count((ForkJoinWorkerThread) thread, pools);
        } else if (!AgentThread.isOurs(thread)) {
          count(runnables.of(thread), thread, pools);
        }
      }
    } finally {
      threads.forget();
    }
    List<WorkerPool> found = new ArrayList<>();
    for (WorkerPool pool : pools.values()) {
      if (completed(pool)) {
        found.add(pool);
      }
    }
    return found;
  }

  private static void count(
      ForkJoinWorkerThread thread, IdentityHashMap<Object, WorkerPool> pools) {
    PoolKind kind = PoolKind.of(thread);
    String name = kind == PoolKind.CARRIERS ? CARRIERS : name(thread);
    try {
      ForkJoinPool executor = thread.getPool();
      if (executor != null) {
        pools
            .computeIfAbsent(executor, unseen -> new WorkerPool(unseen, name, kind, null))
            .add(/* works= */ false); // counted by the pool
      }
    } catch (RuntimeException ofTheApplication) {
      // whose thread it is; this pool is not told, the others are
    }
  }

  private static void count(
      Runnable runs, Thread thread, IdentityHashMap<Object, WorkerPool> pools) {
    for (PoolKind kind : PoolKind.values()) {
      Runnable worker =
          kind.worker() == null ? null : ThreadRunnables.unwrapped(runs, kind.worker());
      if (worker != null) {
        count(worker, thread, kind, kind.framework(runs), pools);
      }
    }
  }

  private static void count(
      Runnable worker,
      Thread thread,
      PoolKind kind,
      String framework,
      IdentityHashMap<Object, WorkerPool> pools) {
    try {
      Object executor = PoolKind.executorOf(worker);
      if (executor != null) {
        pools
            .computeIfAbsent(
                executor, unseen -> new WorkerPool(unseen, name(thread), kind, framework))
            .add(kind.works(worker, thread, executor));
      }
    } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
      // this pool is not told; the others are
    }
  }

  private static boolean completed(WorkerPool pool) {
    try {
      pool.kind().complete(pool);
      return true;
    } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
      return false;
    }
  }

  private void add(PointList points, WorkerPool pool) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("diag.workers", pool.name());
    labels.put("diag.workers.id", id(pool.executor()));
    if (pool.framework() != null) {
      labels.put("diag.workers.framework", pool.framework());
    }
    points.add("diag.workers.busy", "{thread}", labels, pool.busy());
    points.add("diag.workers.threads", "{thread}", labels, pool.threads());
    if (pool.most() != null) {
      points.add("diag.workers.max", "{thread}", labels, pool.most());
    }
    if (pool.queued() != null) {
      points.add("diag.workers.queued", "{task}", labels, pool.queued());
    }
  }

  private String id(Object executor) {
    Long known = ids.get(executor);
    if (known == null) {
      known = ++nextId;
      ids.put(executor, known);
    }
    return known.toString();
  }

  /** What its threads are called, whichever of them it is. */
  private static String name(Thread thread) {
    String all = thread.getName().replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").replaceAll("\\d+", "*");
    String name = all.substring(0, Math.min(MAX_NAME, all.length())).trim();
    return name.isEmpty() ? "unnamed" : name;
  }
}
