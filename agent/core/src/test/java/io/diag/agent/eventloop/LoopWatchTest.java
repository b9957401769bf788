package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.bootstrap.LoopTable;
import io.diag.bootstrap.LoopWaits;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The probe's calls are made by hand, so that each wait and tick is known. No method names a class
 * of the probe: looking for tests would load it by the class path.
 */
class LoopWatchTest {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  static {
    OwnJvm.instrumentation();
  }

  private long laterNanos;

  @AfterEach
  void disarm() {
    LoopWaits.disarm();
  }

  @Test
  void eachReadingTellsWhatCameSinceTheOneBefore() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    try (Selector selector = Selector.open()) {
      turn(selector, 8);
      assertThat(watch.read()).singleElement().satisfies(loop -> assertThat(loop.ticks()).isNull());
      turn(selector, 5);
      LoopReading loop = watch.read().get(0);
      assertThat(loop.name()).isEqualTo(Thread.currentThread().getName());
      assertThat(loop.ticks().count()).isEqualTo(5);
      assertThat(loop.utilization()).isBetween(0.0, 1.0);
      assertThat(watch.read().get(0).ticks()).isNull();
    }
  }

  @Test
  void whoWaitsAllTheTimeIsIdleAndWhoDoesNotIsBusy() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    try (Selector selector = Selector.open()) {
      turn(selector, 8);
      watch.read();
      laterNanos = MINUTE_NANOS / 2;
      assertThat(watch.read().get(0).utilization()).isGreaterThan(0.99);
      int token = LoopWaits.enter(selector, -1);
      watch.read();
      laterNanos = MINUTE_NANOS;
      assertThat(watch.read().get(0).utilization()).isLessThan(0.01);
      LoopWaits.leave(token, selector);
    }
  }

  @Test
  void aClosedSelectorFreesItsPlace() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    Selector selector = Selector.open();
    turn(selector, 20);
    assertThat(watch.read()).hasSize(1);
    selector.close();
    assertThat(watch.read()).isEmpty();
    assertThat(places(table)).isZero();
  }

  @Test
  void aSelectorThatWasUsedOnceFreesItsPlaceAfterAMinute() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    try (Selector selector = Selector.open()) {
      turn(selector, 1);
      watch.read();
      assertThat(places(table)).isEqualTo(1);
      laterNanos = MINUTE_NANOS;
      assertThat(watch.read()).isEmpty();
      assertThat(places(table)).isZero();
    }
  }

  @Test
  void aLoopWhoseThreadEndedIsNone() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    try (Selector selector = Selector.open()) {
      Thread loop = new Thread(() -> turn(selector, 20));
      loop.start();
      loop.join();
      assertThat(watch.read()).isEmpty();
      assertThat(places(table)).isZero();
    }
  }

  @Test
  void aSelectorThatGoesFromThreadToThreadIsARotatingPoller() throws Exception {
    LoopTable table = LoopWaits.arm();
    LoopWatch watch = watch(table);
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < 6; i++) {
        Thread worker = new Thread(() -> turn(selector, 2), "pool-" + i);
        worker.start();
        worker.join();
        turn(selector, 2);
      }
      List<LoopReading> loops = watch.read();
      assertThat(loops).hasSize(1);
      assertThat(loops.get(0).role()).isEqualTo(LoopRole.ROTATING_POLLER);
      assertThat(loops.get(0).name())
          .isEqualTo(Thread.currentThread().getName().replaceAll("\\d+", "*"));
    }
  }

  private LoopWatch watch(Object table) {
    return new LoopWatch((LoopTable) table, () -> System.nanoTime() + laterNanos);
  }

  private static void turn(Selector selector, int times) {
    for (int i = 0; i < times; i++) {
      LoopWaits.leave(LoopWaits.enter(selector, -1), selector);
    }
  }

  private static int places(Object of) {
    LoopTable table = (LoopTable) of;
    int taken = 0;
    for (int place = 0; place < LoopTable.PLACES; place++) {
      taken += table.selector(place) == null ? 0 : 1;
    }
    return taken;
  }
}
