package io.diag.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.memory.ReadPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadStateReadingTest {
  private static final int WAITING = 300;

  private final ThreadStateReading reading = new ThreadStateReading();

  @Test
  void threadsThatWaitAreCountedAndThoseThatEndedAreNot() throws Exception {
    double before = waiting();
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      Thread thread = new Thread(() -> await(end));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    assertThat(waiting() - before).isBetween(WAITING - 2.0, WAITING + 2.0);
    Map<String, Double> states = ReadPoints.of(reading);
    assertThat(states.get("diag.jvm.threads [runnable]")).isPositive();
    assertThat(states).hasSize(4);
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(waiting() - before).isBetween(-2.0, 2.0);
  }

  private double waiting() throws Exception {
    return ReadPoints.of(reading).get("diag.jvm.threads [waiting]");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
