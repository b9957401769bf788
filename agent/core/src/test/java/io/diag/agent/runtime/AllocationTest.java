package io.diag.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.memory.ReadPoints;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Against the JVM that runs the test. */
class AllocationTest {
  private static final int PIECES = 1 << 14;
  private static final int PIECE_BYTES = 1 << 16;
  private static final double BYTES = (double) PIECES * PIECE_BYTES;

  static volatile byte[] sink;

  @Test
  void aGibibyteIsSeenWithinFivePercentHoweverTheJvmTellsIt() throws IOException {
    AllocatedBytes best = AllocatedBytes.find();
    AllocatedBytes byThread = AllocatedBytes.byThread();
    byThread.total();
    long before = best.total();
    allocate();
    assertThat((double) best.total() - before).isCloseTo(BYTES, within(0.05 * BYTES));
    assertThat((double) byThread.total()).isCloseTo(BYTES, within(0.05 * BYTES));
  }

  @Test
  void whatANewThreadAllocatesCountsWholeAndWhatItAllocatedBeforeOnlyOnce() throws Exception {
    AllocatedBytes byThread = AllocatedBytes.byThread();
    byThread.total();
    CountDownLatch allocated = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              allocate();
              allocated.countDown();
              try {
                end.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    allocated.await();
    double first = byThread.total();
    assertThat(first).isCloseTo(BYTES, within(0.05 * BYTES));
    assertThat(byThread.total() - first).isLessThan(0.05 * BYTES);
    end.countDown();
    thread.join();
    assertThat(byThread.total() - first).as("an ended thread takes nothing back").isNotNegative();
  }

  @Test
  void theRateIsBytesPerTimeSinceTheReadingBefore() throws IOException {
    AtomicLong clock = new AtomicLong();
    AllocationReading reading = new AllocationReading(clock::get);
    assertThat(ReadPoints.of(reading)).as("nothing to compare with").isEmpty();
    allocate();
    clock.addAndGet(4_000_000_000L);
    assertThat(ReadPoints.of(reading).get("diag.jvm.allocation.rate"))
        .isCloseTo(BYTES / 4, within(0.05 * BYTES / 4));
  }

  private static void allocate() {
    for (int i = 0; i < PIECES; i++) {
      sink = new byte[PIECE_BYTES - 16];
    }
  }
}
