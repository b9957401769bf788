package io.diag.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WaitRateTest {
  private static final int WAITS = 5_000;

  private long seconds;
  private final WaitRate rate = new WaitRate(() -> seconds * 1_000_000_000L);

  @Test
  void whatWasBeforeTheFirstCallIsNotKnown() {
    assertThat(rate.getAsDouble()).isNegative();
  }

  @Test
  void waitsOfAThreadThatLivesAreCountedOnceByTheSecond() throws InterruptedException {
    CountDownLatch waited = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread waiter = new Thread(() -> waitOften(waited, end), "waiter");
    rate.getAsDouble();
    waiter.start();
    waited.await();
    seconds += 2;
    assertThat(rate.getAsDouble()).isBetween(WAITS / 2.0, WAITS / 2.0 + 500);
    seconds += 2;
    assertThat(rate.getAsDouble()).as("nothing waited since").isLessThan(500);
    end.countDown();
    waiter.join();
  }

  @Test
  void threadsThatEndMakeItNeitherNegativeNorUnknown() throws InterruptedException {
    CountDownLatch waited = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread waiter = new Thread(() -> waitOften(waited, end), "waiter");
    waiter.start();
    waited.await();
    rate.getAsDouble();
    end.countDown();
    waiter.join();
    seconds += 1;
    assertThat(rate.getAsDouble()).isBetween(0.0, 1_000.0);
  }

  private static void waitOften(CountDownLatch waited, CountDownLatch end) {
    for (int i = 0; i < WAITS; i++) {
      LockSupport.parkNanos(1);
    }
    waited.countDown();
    try {
      end.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
