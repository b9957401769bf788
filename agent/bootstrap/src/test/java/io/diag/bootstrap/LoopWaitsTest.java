package io.diag.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWaitsTest {
  @AfterEach
  void disarm() {
    LoopWaits.disarm();
  }

  @Test
  void nothingIsCountedWhileNobodyListens() throws IOException {
    try (Selector selector = Selector.open()) {
      assertThat(LoopWaits.enter(selector, -1)).isNegative();
      LoopTable table = LoopWaits.arm();
      LoopWaits.disarm();
      assertThat(LoopWaits.enter(selector, -1)).isNegative();
      for (int place = 0; place < LoopTable.PLACES; place++) {
        assertThat(table.selector(place)).isNull();
      }
    }
  }

  @Test
  void aWaitThatBeganForOneAgentIsNotCountedForTheNext() throws IOException {
    try (Selector selector = Selector.open()) {
      LoopWaits.arm();
      int token = LoopWaits.enter(selector, 100);
      LoopTable next = LoopWaits.arm();
      int place = next.enter(selector, Thread.currentThread(), true, System.nanoTime());
      LoopWaits.leave(token, selector);
      assertThat(next.counters(place).word(LoopCounters.SELECTS)).isZero();
    }
  }

  @Test
  void aNumberIsNeverGivenTwice() throws IOException {
    try (Selector selector = Selector.open()) {
      long first = idIn(LoopWaits.arm(), selector);
      long second = idIn(LoopWaits.arm(), selector);
      assertThat(second).isGreaterThan(first);
    }
  }

  /** One thread ticks as fast as it can; whatever is copied meanwhile must belong together. */
  @Test
  void aCopyIsOfOneMoment() throws Exception {
    LoopTable table = LoopWaits.arm();
    CountDownLatch warm = new CountDownLatch(1);
    try (Selector selector = Selector.open()) {
      Thread loop =
          new Thread(
              () -> {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                  LoopWaits.leave(LoopWaits.enter(selector, -1), selector);
                  if (i == 100) {
                    warm.countDown();
                  }
                }
              });
      loop.start();
      warm.await();
      long[] words = new long[LoopCounters.WORDS];
      int[] buckets = new int[TickScale.BUCKETS];
      int whole = 0;
      for (int i = 0; i < 20_000; i++) {
        if (table.counters(placeOf(table, selector)).copy(words, buckets)) {
          whole++;
          long ticks = 0;
          for (int count : buckets) {
            ticks += count;
          }
          assertThat(ticks).isEqualTo(words[LoopCounters.TICKS]);
        }
      }
      loop.interrupt();
      loop.join();
      assertThat(whole).isPositive();
    }
  }

  private static long idIn(LoopTable table, Selector selector) {
    int token = LoopWaits.enter(selector, -1);
    LoopWaits.leave(token, selector);
    return table.counters(placeOf(table, selector)).word(LoopCounters.ID);
  }

  private static int placeOf(LoopTable table, Selector selector) {
    for (int place = 0; place < LoopTable.PLACES; place++) {
      if (table.selector(place) == selector) {
        return place;
      }
    }
    throw new AssertionError("the selector has no place");
  }
}
