package io.diag.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.DeadlockEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlockFinderTest {
  private static final long DEADLINE_MILLIS = 20_000;
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void free() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join(DEADLINE_MILLIS);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(new DeadlockFinder().find()).isEmpty();
  }

  @Test
  void namesEachThreadItsLockAndWhoHoldsIt() throws Exception {
    ring(3);
    Map<String, DeadlockEvent> circles = await(1);
    DeadlockEvent circle = circles.values().iterator().next();
    assertThat(circle.threads())
        .extracting(DeadlockEvent.Member::name)
        .containsExactly("ring-3-0", "ring-3-1", "ring-3-2");
    for (int i = 0; i < 3; i++) {
      DeadlockEvent.Member member = circle.threads().get(i);
      assertThat(member.heldBy()).isEqualTo("ring-3-" + (i + 1) % 3);
      assertThat(member.waitsFor()).startsWith("java.util.concurrent.locks.ReentrantLock");
      assertThat(member.stack().get(0)).contains("Unsafe.park");
      assertThat(member.stack())
          .anyMatch(
              frame ->
                  frame.matches(
                      "io\\.diag\\.agent\\.thread\\.DeadlockFinderTest\\..*"
                          + "\\(DeadlockFinderTest\\.java:\\d+\\)"));
      assertThat(member.stack()).hasSizeLessThanOrEqualTo(32);
    }
    assertThat(circle.id())
        .isEqualTo(
            threads.get(0).getId() + "-" + threads.get(1).getId() + "-" + threads.get(2).getId());
  }

  @Test
  void tellsCirclesApart() throws Exception {
    ring(2);
    ring(4);
    Map<String, DeadlockEvent> circles = await(2);
    assertThat(circles.values())
        .extracting(circle -> circle.threads().size())
        .containsExactlyInAnyOrder(2, 4);
  }

  @Test
  void aMonitorAndALockMakeACircleToo() throws Exception {
    Object monitor = new Object();
    ReentrantLock lock = new ReentrantLock();
    CyclicBarrier both = new CyclicBarrier(2);
    start(
        "has-lock",
        () -> {
          lock.lockInterruptibly();
          both.await();
          synchronized (monitor) {
            lock.unlock();
          }
        });
    start(
        "has-monitor",
        () -> {
          synchronized (monitor) {
            both.await();
            lock.lockInterruptibly();
          }
        });
    DeadlockEvent circle = await(1).values().iterator().next();
    assertThat(circle.threads().get(0).name()).isEqualTo("has-lock");
    assertThat(circle.threads().get(0).waitsFor()).startsWith("java.lang.Object@");
    assertThat(circle.threads().get(1).waitsFor()).contains("ReentrantLock");
  }

  private interface Body {
    void run() throws Exception;
  }

  /** Each thread holds one lock and waits for that of the next. */
  private void ring(int size) {
    CyclicBarrier all = new CyclicBarrier(size);
    List<ReentrantLock> locks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      locks.add(new ReentrantLock());
    }
    for (int i = 0; i < size; i++) {
      ReentrantLock own = locks.get(i);
      ReentrantLock next = locks.get((i + 1) % size);
      start(
          "ring-" + size + "-" + i,
          () -> {
            own.lock();
            try {
              all.await();
              next.lockInterruptibly();
              next.unlock();
            } finally {
              own.unlock();
            }
          });
    }
  }

  private void start(String name, Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Exception freed) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static Map<String, DeadlockEvent> await(int circles) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (true) {
      Map<String, DeadlockEvent> found = new DeadlockFinder().find();
      if (found != null && found.size() == circles) {
        return found;
      }
      assertThat(System.nanoTime()).as("found %s", found).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
