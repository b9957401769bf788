package io.diag.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTableTest {
  private static final long MILLI = 1_000_000;

  private final LoopTable table = new LoopTable(new AtomicLong(), 1);
  private final List<Selector> open = new ArrayList<>();
  private final Thread main = Thread.currentThread();
  private long now = 1_000 * MILLI;

  @AfterEach
  void closeSelectors() throws IOException {
    for (Selector selector : open) {
      selector.close();
    }
  }

  @Test
  void aSelectorBecomesALoopWithItsEighthWait() {
    Selector selector = selector();
    for (int i = 1; i <= 7; i++) {
      select(selector, main, 5);
      assertThat(only(selector).isLoop()).as("after %d waits", i).isFalse();
    }
    select(selector, main, 5);
    assertThat(only(selector).isLoop()).isTrue();
    assertThat(only(selector).word(LoopCounters.TICKS)).isZero();
  }

  @Test
  void lookingWithoutWaitingMakesNoLoop() {
    Selector selector = selector();
    for (int i = 0; i < 100; i++) {
      assertThat(table.enter(selector, main, false, now)).isEqualTo(LoopTable.NOT_COUNTED);
    }
    assertThat(table.selector(0)).isNull();
  }

  @Test
  void ticksAndWaitsAreCountedWithTheirLengths() {
    Selector selector = loop(main);
    long[] ticks = {3, 200, 40};
    long waited = 0;
    for (long tick : ticks) {
      now += tick * MILLI;
      select(selector, main, 10);
      waited += 10;
    }
    LoopCounters loop = only(selector);
    long[] words = new long[LoopCounters.WORDS];
    int[] buckets = new int[TickScale.BUCKETS];
    assertThat(loop.copy(words, buckets)).isTrue();
    assertThat(words[LoopCounters.TICKS]).isEqualTo(3);
    assertThat(words[LoopCounters.TICKED]).isEqualTo(243 * MILLI);
    assertThat(words[LoopCounters.WAITED]).isEqualTo(waited * MILLI);
    assertThat(words[LoopCounters.STATE]).isEqualTo(LoopCounters.BUSY);
    assertThat(words[LoopCounters.SINCE]).isEqualTo(now);
    for (long tick : ticks) {
      assertThat(buckets[TickScale.bucket(tick * MILLI)]).isEqualTo(1);
    }
    assertThat(loop.takeLongest()).isEqualTo(200 * MILLI);
    assertThat(loop.takeLongest()).isZero();
  }

  @Test
  void theTickThatRunsAndTheLastLongOneAreTold() {
    Selector selector = loop(main);
    LoopCounters loop = only(selector);
    long[] last = new long[2];
    assertThat(loop.lastLong(last)).isFalse();
    long began = now;
    assertThat(loop.busySince()).isEqualTo(began);
    now += 30 * MILLI;
    int place = table.enter(selector, main, true, now);
    assertThat(loop.busySince()).isEqualTo(LoopCounters.IDLE);
    assertThat(loop.lastLong(last)).isTrue();
    assertThat(last).containsExactly(began, 30 * MILLI);
    now += MILLI;
    table.leave(place, selector, main, now);
    now += 5 * MILLI;
    select(selector, main, 1);
    assertThat(loop.lastLong(last)).isTrue();
    assertThat(last).as("a short one is no news").containsExactly(began, 30 * MILLI);
  }

  @Test
  void lookingWithoutWaitingEndsATickOfALoop() {
    Selector selector = loop(main);
    now += 30 * MILLI;
    int place = table.enter(selector, main, false, now);
    table.leave(place, selector, main, now);
    assertThat(only(selector).word(LoopCounters.TICKS)).isEqualTo(1);
    assertThat(only(selector).takeLongest()).isEqualTo(30 * MILLI);
  }

  @Test
  void theTickBelongsToTheSelectorThoughAnotherThreadGoesOn() {
    Thread other = new Thread(() -> {});
    Selector selector = loop(main);
    for (int round = 0; round < 6; round++) {
      Thread next = round % 2 == 0 ? other : main;
      now += MILLI; // handed over after a millisecond, whatever the first thread does from now on
      select(selector, next, 200);
    }
    assertThat(only(selector).takeLongest()).isEqualTo(MILLI);
    assertThat(only(selector).word(LoopCounters.TICKS)).isEqualTo(6);
    assertThat(only(selector).word(LoopCounters.HANDOVERS)).isEqualTo(6);
  }

  @Test
  void aWaitOnAnotherSelectorWithinATickIsPartOfTheTick() {
    Selector home = loop(main);
    Selector inner = selector();
    for (int i = 0; i < 20; i++) {
      select(inner, main, 10);
    }
    select(home, main, 5);
    assertThat(only(home).takeLongest()).isEqualTo(200 * MILLI);
    assertThat(only(home).word(LoopCounters.NESTED)).isEqualTo(20);
    assertThat(only(inner).isLoop()).isFalse();
  }

  @Test
  void anInnerSelectorThatIsUsedMoreOftenDoesNotTakeItsHomesPlace() {
    Selector home = selector();
    Selector inner = selector();
    for (int tick = 0; tick < 20; tick++) {
      select(home, main, 1);
      for (int i = 0; i < 3; i++) {
        select(inner, main, 10);
      }
    }
    assertThat(only(home).isLoop()).isTrue();
    assertThat(only(inner).isLoop()).isFalse();
  }

  @Test
  void anInnerSelectorThatWarmedUpInOneTickIsFoundOutLater() {
    Selector home = selector();
    Selector inner = selector();
    select(home, main, 1);
    for (int i = 0; i < 10; i++) {
      select(inner, main, 1);
    }
    assertThat(only(inner).isLoop()).isTrue();
    for (int tick = 0; tick < 100; tick++) {
      select(home, main, 1);
      select(inner, main, 10);
    }
    assertThat(only(home).isLoop()).isTrue();
    assertThat(only(inner).isLoop()).isFalse();
  }

  @Test
  void aThreadThatSelectedOnceBeforeMayRunALoop() {
    Selector once = selector();
    select(once, main, 5);
    Selector loop = loop(main);
    assertThat(only(loop).isLoop()).isTrue();
    assertThat(only(once).isLoop()).isFalse();
  }

  @Test
  void aThreadMayBeginANewLoopOnceTheOldSelectorIsClosed() throws IOException {
    loop(main).close();
    Selector rebuilt = loop(main);
    assertThat(only(rebuilt).isLoop()).isTrue();
  }

  @Test
  void whatHasNoPlaceIsCounted() {
    for (int i = 0; i < LoopTable.PLACES + 40; i++) {
      select(selector(), main, 1);
    }
    int taken = 0;
    for (int place = 0; place < LoopTable.PLACES; place++) {
      taken += table.selector(place) == null ? 0 : 1;
    }
    assertThat(table.missed()).isGreaterThanOrEqualTo(40).isEqualTo(LoopTable.PLACES + 40 - taken);
    assertThat(taken).as("two rows to choose from fill evenly").isGreaterThan(200);
  }

  @Test
  void manySelectorsThatAreSoonClosedLeaveRoomForOthers() throws IOException {
    for (int i = 0; i < 4 * LoopTable.PLACES; i++) {
      try (Selector shortLived = Selector.open()) {
        select(shortLived, main, 1);
      }
    }
    assertThat(table.missed()).isZero();
    assertThat(only(loop(main)).isLoop()).isTrue();
  }

  @Test
  void aPlaceThatIsFreeAgainBeginsAnew() {
    Selector first = loop(main);
    int place = placeOf(first);
    long id = only(first).word(LoopCounters.ID);
    LoopCounters counters = only(first);
    table.release(place, first);
    counters.begin(99, main, now);
    assertThat(counters.word(LoopCounters.ID)).isEqualTo(99).isNotEqualTo(id);
    assertThat(counters.isLoop()).isFalse();
    table.leave(place, first, main, now);
    assertThat(counters.word(LoopCounters.SELECTS)).as("the late return is not counted").isZero();
  }

  @Test
  void countingAllocatesNothing() {
    Selector selector = loop(main);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = main.getId();
    tickOften(selector, 1_000);
    threads.getThreadAllocatedBytes(id);
    long before = threads.getThreadAllocatedBytes(id);
    tickOften(selector, 100_000);
    long after = threads.getThreadAllocatedBytes(id);
    assertThat(after - before).as("bytes of 100,000 ticks").isLessThan(10_000);
  }

  private void tickOften(Selector selector, int times) {
    for (int i = 0; i < times; i++) {
      int place = table.enter(selector, main, true, now);
      table.leave(place, selector, main, now + MILLI);
      now += 2 * MILLI;
    }
  }

  private Selector loop(Thread thread) {
    Selector selector = selector();
    for (int i = 0; i < LoopTable.WARM_UP_SELECTS; i++) {
      select(selector, thread, 1);
    }
    only(selector).takeLongest();
    return selector;
  }

  private void select(Selector selector, Thread thread, long waitMillis) {
    int place = table.enter(selector, thread, true, now);
    now += waitMillis * MILLI;
    if (place >= 0) {
      table.leave(place, selector, thread, now);
    }
  }

  private LoopCounters only(Selector selector) {
    return table.counters(placeOf(selector));
  }

  private int placeOf(Selector selector) {
    for (int place = 0; place < LoopTable.PLACES; place++) {
      if (table.selector(place) == selector) {
        return place;
      }
    }
    throw new AssertionError("the selector has no place");
  }

  private Selector selector() {
    try {
      Selector selector = Selector.open();
      open.add(selector);
      return selector;
    } catch (IOException noSelector) {
      throw new AssertionError(noSelector);
    }
  }
}
