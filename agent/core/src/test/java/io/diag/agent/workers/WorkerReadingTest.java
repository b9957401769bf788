package io.diag.agent.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.memory.PointList;
import io.diag.agent.os.AgentThread;
import io.diag.wire.Point;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jboss.threads.EnhancedQueueExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools of this JVM, as they are. */
@Timeout(60)
class WorkerReadingTest {
  private final WorkerReading reading = new WorkerReading(ByteBuddyAgent.install());
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
  }

  @Test
  void aPoolIsToldWithItsBusyThreadsAndItsQueue() throws Exception {
    ThreadPoolExecutor pool = pool("full-", 4, new LinkedBlockingQueue<>(), Thread::new);
    occupy(pool, 4);
    pool.execute(() -> {});
    pool.execute(() -> {});
    assertThat(value("full-*", "diag.workers.busy")).isEqualTo(4);
    assertThat(value("full-*", "diag.workers.threads")).isEqualTo(4);
    assertThat(value("full-*", "diag.workers.max")).isEqualTo(4);
    assertThat(value("full-*", "diag.workers.queued")).isEqualTo(2);
    release.countDown();
    while (value("full-*", "diag.workers.busy") > 0) {
      Thread.sleep(5);
    }
    assertThat(value("full-*", "diag.workers.threads")).isEqualTo(4);
    assertThat(value("full-*", "diag.workers.queued")).isZero();
    pool.shutdown();
    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    while (value("full-*", "diag.workers.threads") != null) {
      Thread.sleep(5); // the last thread says that all have ended, and then ends
    }
  }

  @Test
  void whoMakesTheThreadsMayWrapWhatTheyRun() throws Exception {
    ThreadPoolExecutor pool =
        pool("wrapped-", 2, new LinkedBlockingQueue<>(), work -> new Thread(new Wrapper(work)));
    occupy(pool, 2);
    assertThat(value("wrapped-*", "diag.workers.busy")).isEqualTo(2);
    pool.shutdown();
  }

  @Test
  void theWrapperMayKnowItByAClassAroundIt() throws Exception {
    ThreadPoolExecutor pool =
        pool("around-", 2, new LinkedBlockingQueue<>(), work -> new Around(work).thread());
    occupy(pool, 2);
    assertThat(value("around-*", "diag.workers.busy")).isEqualTo(2);
    pool.shutdown();
  }

  @Test
  void whatCannotBeToldWithoutALockIsAbsent() throws Exception {
    ThreadPoolExecutor pool = pool("array-", 1, new ArrayBlockingQueue<>(9), Thread::new);
    occupy(pool, 1);
    assertThat(value("array-*", "diag.workers.busy")).isEqualTo(1);
    assertThat(value("array-*", "diag.workers.queued")).isNull();
    pool.shutdown();
  }

  @Test
  void aForkJoinPoolIsToldAsItCountsItself() throws Exception {
    ForkJoinPool pool =
        new ForkJoinPool(
            3,
            of -> {
              ForkJoinWorkerThread thread =
                  ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(of);
              thread.setName("forked-" + thread.getPoolIndex());
              return thread;
            },
            null,
            /* asyncMode= */ true);
    CountDownLatch busy = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      pool.execute(
          () -> {
            busy.countDown();
            await();
          });
    }
    busy.await();
    pool.execute(() -> {});
    pool.execute(() -> {});
    assertThat(value("forked-*", "diag.workers.busy")).isEqualTo(3);
    assertThat(value("forked-*", "diag.workers.threads")).isEqualTo(3);
    assertThat(value("forked-*", "diag.workers.max")).isEqualTo(3);
    assertThat(value("forked-*", "diag.workers.queued")).isEqualTo(2);
    release.countDown();
    while (value("forked-*", "diag.workers.busy") > 0) {
      Thread.sleep(5);
    }
    assertThat(value("forked-*", "diag.workers.queued")).isZero();
    pool.shutdown();
  }

  @Test
  void oneOfJBossIsBusyWhereNoThreadParksForIt() throws Exception {
    EnhancedQueueExecutor pool =
        new EnhancedQueueExecutor.Builder()
            .setCorePoolSize(3)
            .setMaximumPoolSize(3)
            .setThreadFactory(work -> new Thread(work, "jboss-1"))
            .build();
    CountDownLatch busy = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      pool.execute(
          () -> {
            busy.countDown();
            await();
          });
    }
    busy.await();
    pool.submit(() -> {}).get();
    while (value("jboss-*", "diag.workers.busy") > 2) {
      Thread.sleep(5); // the third is about to park
    }
    assertThat(value("jboss-*", "diag.workers.busy")).isEqualTo(2);
    assertThat(value("jboss-*", "diag.workers.threads")).isEqualTo(3);
    assertThat(value("jboss-*", "diag.workers.max")).isEqualTo(3);
    assertThat(framework("jboss-*")).as("anybody's").isNull();
    release.countDown();
    while (value("jboss-*", "diag.workers.busy") > 0) {
      Thread.sleep(5);
    }
    pool.shutdown();
  }

  @Test
  void oneThatCannotBeAskedHidesNoOther() throws Exception {
    ForkJoinPool refusing = new ForkJoinPool(1, Refusing::new, null, false);
    refusing.submit(() -> {}).get();
    ThreadPoolExecutor pool = pool("beside-", 1, new LinkedBlockingQueue<>(), Thread::new);
    occupy(pool, 1);
    assertThat(value("refusing", "diag.workers.busy")).isNull();
    assertThat(value("beside-*", "diag.workers.busy")).isEqualTo(1);
    pool.shutdown();
    refusing.shutdown();
  }

  @Test
  void ourOwnPoolsAreNotTheApplications() throws Exception {
    ThreadPoolExecutor pool =
        pool("ours-", 1, new LinkedBlockingQueue<>(), work -> AgentThread.create("ours", work));
    occupy(pool, 1);
    assertThat(value("ours-*", "diag.workers.busy")).isNull();
    pool.shutdown();
  }

  @Test
  void timersAndPlainThreadsAreNoPools() throws Exception {
    ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(1, work -> new Thread(work, "timer-1"));
    timer.submit(() -> {}).get();
    Thread plain = new Thread(this::await, "plain-1");
    plain.start();
    assertThat(value("timer-*", "diag.workers.threads")).isNull();
    assertThat(value("plain-*", "diag.workers.threads")).isNull();
    timer.shutdown();
  }

  private static ThreadPoolExecutor pool(
      String name, int size, BlockingQueue<Runnable> queue, ThreadFactory factory) {
    int[] number = new int[1];
    return new ThreadPoolExecutor(
        size,
        size,
        1,
        TimeUnit.MINUTES,
        queue,
        work -> {
          Thread thread = factory.newThread(work);
          thread.setName(name + ++number[0]);
          return thread;
        });
  }

  private void occupy(ThreadPoolExecutor pool, int threads) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            busy.countDown();
            await();
          });
    }
    busy.await();
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Double value(String pool, String name) throws Exception {
    PointList points = new PointList();
    reading.read(points);
    for (Point point : points.points()) {
      if (point.name().equals(name) && pool.equals(point.labels().get("diag.workers"))) {
        return point.value();
      }
    }
    return null;
  }

  private static final class Wrapper implements Runnable {
    private final Runnable within;

    Wrapper(Runnable within) {
      this.within = within;
    }

    @Override
    public void run() {
      within.run();
    }
  }

  private String framework(String pool) throws Exception {
    PointList points = new PointList();
    reading.read(points);
    for (Point point : points.points()) {
      if (pool.equals(point.labels().get("diag.workers"))) {
        return point.labels().get("diag.workers.framework");
      }
    }
    throw new IllegalStateException(pool + " is not told");
  }

  private static final class Refusing extends ForkJoinWorkerThread {
    Refusing(ForkJoinPool pool) {
      super(pool);
      setName("refusing");
    }

    @Override
    public ForkJoinPool getPool() {
      throw new IllegalStateException("refused");
    }
  }

  /** As XNIO makes its threads. */
  private static final class Around {
    private final Runnable work;

    Around(Runnable work) {
      this.work = work;
    }

    @SuppressWarnings("Convert2Lambda") // which would have the work itself
    Thread thread() {
      return new Thread(
          new Runnable() {
            @Override
            public void run() {
              work.run();
            }
          });
    }
  }
}
