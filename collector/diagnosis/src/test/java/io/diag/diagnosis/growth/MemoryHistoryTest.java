package io.diag.diagnosis.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.SimulatedMemory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryHistoryTest {
  private static final String COMMITTED = "jvm.memory.committed";
  private static final String POOL = "jvm.memory.pool.name";
  private final MemoryHistory history = new MemoryHistory();

  @Test
  void whatIsReadTogetherIsOneQuantity() {
    history.sample(1_000);
    history.value("jvm.thread.count", Map.of("jvm.thread.daemon", "true"), 30);
    history.value("jvm.thread.count", Map.of("jvm.thread.daemon", "false"), 12);
    history.value(COMMITTED, Map.of(POOL, "CodeHeap 'non-nmethods'"), 2);
    history.value(COMMITTED, Map.of(POOL, "CodeHeap 'profiled nmethods'"), 3);
    assertThat(history.level(MemoryKind.THREADS)).isEqualTo(42);
    assertThat(history.level(MemoryKind.CODE)).isEqualTo(5);
  }

  @Test
  void theClassSpaceIsInTheMetaspaceAlready() {
    history.sample(1_000);
    history.value(COMMITTED, Map.of(POOL, "Metaspace"), 100);
    history.value(COMMITTED, Map.of(POOL, "Compressed Class Space"), 12);
    assertThat(history.level(MemoryKind.METASPACE)).isEqualTo(100);
  }

  @Test
  void whatNettyTakesFromTheJvmsPoolIsNotCountedTwice() {
    history.sample(1_000);
    history.value("diag.netty.memory.used", Map.of("diag.netty.counted", "direct-pool"), 100);
    history.value("diag.netty.memory.used", Map.of("diag.netty.counted", "alone"), 7);
    history.value("diag.netty.memory.used", Map.of("diag.netty.allocator", "heap"), 5);
    assertThat(history.level(MemoryKind.NETTY)).isEqualTo(7);
  }

  @Test
  void whatWasNeverReadIsUnknownAndNotZero() {
    history.sample(1_000);
    assertThat(history.level(MemoryKind.NATIVE)).isNaN();
    assertThat(history.gauge(Gauge.CONTAINER_MAX)).isNaN();
    assertThat(history.growth(MemoryKind.NATIVE).sureness()).isEqualTo(Growth.Sureness.UNKNOWN);
    assertThat(Bound.CONTAINER.leftBytes(history)).isNaN();
    assertThat(Bound.MACHINE.leftBytes(history)).isNaN();
  }

  @Test
  void aLimitOfTheContainerAboveTheMachineIsNone() {
    history.sample(1_000);
    history.value("diag.process.rss", Map.of(), 10);
    history.value("diag.machine.memory.total", Map.of(), 100);
    history.value("diag.machine.memory.available", Map.of(), 40);
    history.value("diag.cgroup.memory.limit", Map.of(), 1e12);
    assertThat(Bound.CONTAINER.leftBytes(history)).isNaN();
    assertThat(Bound.MACHINE.leftBytes(history)).isEqualTo(40);
    history.sample(2_000);
    history.value("diag.cgroup.memory.limit", Map.of(), 50);
    assertThat(Bound.CONTAINER.leftBytes(history)).isEqualTo(40);
    assertThat(Bound.MACHINE.leftBytes(history)).isNaN();
  }

  @Test
  void aGaugeThatIsNotReadAnyMoreSaysNothing() {
    history.sample(1_000);
    history.value("diag.jvm.direct.max", Map.of(), 50);
    history.sample(200_000);
    assertThat(history.gauge(Gauge.DIRECT_MAX)).isEqualTo(50);
    history.sample(400_000);
    assertThat(history.gauge(Gauge.DIRECT_MAX)).isNaN();
  }

  @Test
  void theLiveSetIsTheLeastBetweenTwoLooksAtTheOldGeneration() {
    heap(1_000, 0, 300, 310);
    assertThat(history.level(MemoryKind.HEAP_LIVE)).as("nothing looked yet").isNaN();
    heap(2_000, 1, 300, 290);
    heap(3_000, 1, 300, 200);
    heap(4_000, 1, 300, 350);
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isEqualTo(200);
    assertThat(history.level(MemoryKind.HEAP)).isEqualTo(350);
    heap(5_000, 2, 300, 220);
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isEqualTo(220);
  }

  /** Of two generations, or of none; by the names that the JVM gives its pools and collectors. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Tenured Gen, Eden Space, MarkSweepCompact",
    "PS Old Gen, PS Eden Space, PS MarkSweep",
    "CMS Old Gen, Par Eden Space, ConcurrentMarkSweep",
    "ZGC Old Generation, ZGC Young Generation, ZGC Major Cycles",
    "ZHeap, , ZGC Cycles",
    "Shenandoah, , Shenandoah Cycles",
  })
  void theLiveSetOfEveryCollectorIsWhatItsLooksLeave(String old, String young, String collector) {
    double[] used = {310, 290, 200, 350, 220};
    int[] looks = {0, 1, 1, 1, 2};
    double[] live = {Double.NaN, 290, 200, 200, 220};
    for (int i = 0; i < used.length; i++) {
      history.sample(1_000L * (i + 1));
      // Without generations only what a collection left is known to be alive.
      pool(old, young == null ? used[i] + 1_000 : used[i], young == null ? used[i] : 300);
      if (young != null) {
        pool(young, 70, 0);
      }
      history.value("diag.jvm.gc.count", Map.of("jvm.gc.name", collector), looks[i]);
      assertThat(Double.valueOf(history.level(MemoryKind.HEAP_LIVE)))
          .as("sample %d", i)
          .isEqualTo(Double.valueOf(live[i]));
      assertThat(history.level(MemoryKind.HEAP)).isEqualTo(used[i]);
    }
  }

  private void pool(String name, double used, double after) {
    Map<String, String> labels = Map.of(POOL, name, "jvm.memory.type", "heap");
    history.value("jvm.memory.used", labels, used);
    history.value("jvm.memory.used_after_last_gc", labels, after);
  }

  @Test
  void aCollectionThatFreedOldObjectsLookedAtThem() {
    heap(1_000, 0, 300, 310);
    heap(2_000, 0, 300, 320);
    heap(3_000, 0, 300, 315);
    assertThat(history.level(MemoryKind.HEAP_LIVE)).as("too little to tell").isNaN();
    heap(4_000, 0, 300, 200);
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isEqualTo(200);
  }

  /** As read from JDK 17 while 8 MB/s leaked. */
  @Test
  void aNewUseAfterTheLastCollectionIsALookWhereYoungOnesLeaveItAsItIs() {
    double[] used = {654, 740, 636, 575, 664, 770, 873, 797, 780, 867};
    double[] after = {189, 189, 189, 553, 553, 553, 553, 553, 780, 780};
    for (int i = 0; i < used.length; i++) {
      heap(i * 5_000L, 0, after[i], used[i]);
      if (i == 7) {
        assertThat(history.level(MemoryKind.HEAP_LIVE)).isEqualTo(575);
      }
    }
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isEqualTo(780);
  }

  @Test
  void aUseAfterTheLastCollectionThatChangesWithEachIsNoLook() {
    for (int i = 0; i < 20; i++) {
      heap(i * 5_000L, 0, 300 + 10 * i, 305 + 10 * i);
    }
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isNaN();
  }

  @Test
  void aLargeArrayThatIsLetGoOfIsNoLook() {
    for (int i = 0; i < 20; i++) {
      heap(i * 5_000L, 0, 300, 300 + 10 * i + (i % 5 == 4 ? 200 : 0));
    }
    assertThat(history.level(MemoryKind.HEAP_LIVE)).isNaN();
  }

  @Test
  void aLeakIsSeenThroughAGapAndNotThroughAStepOfTheClock() {
    SeriesWindow window = new SeriesWindow(List.of());
    run(window, 0, 600);
    run(window, 900, 2_400);
    Growth growth = window.memory().growth(MemoryKind.DIRECT);
    assertThat(growth.isLikely()).isTrue();
    assertThat(growth.perSecond()).isCloseTo(1e6, within(2e4));
    window.sample(60_000, 2_400_000);
    assertThat(window.memory().level(MemoryKind.DIRECT)).isNaN();
    assertThat(window.memory().growth(MemoryKind.DIRECT).sureness())
        .isEqualTo(Growth.Sureness.UNKNOWN);
  }

  @Test
  void hoursOfAFloodTakeNoMoreThanTheirRoom() {
    for (long second = 0; second < 24 * 3_600; second++) {
      history.sample(second * 1_000);
      history.value("diag.process.rss", Map.of(), 1e9 + second);
      history.value("some.other", Map.of("n", String.valueOf(second)), 1);
    }
    assertThat(history.level(MemoryKind.RSS)).isEqualTo(1e9 + 24 * 3_600 - 1);
    assertThat(history.slope(MemoryKind.RSS, Span.THREE_HOURS)).isCloseTo(1, within(1e-6));
  }

  private static void run(SeriesWindow window, long from, long to) {
    for (long second = from; second < to; second += 5) {
      window.sample(second * 1_000, second * 1_000);
      window.value(
          "jvm.buffer.memory.used",
          Map.of("jvm.buffer.pool.name", "direct"),
          60 * SimulatedMemory.MB + 1e6 * second);
    }
  }

  private void heap(long timeMillis, int looks, double oldAfter, double oldUsed) {
    Map<String, String> old = Map.of(POOL, "G1 Old Gen", "jvm.memory.type", "heap");
    history.sample(timeMillis);
    history.value("jvm.memory.used", old, oldUsed);
    history.value("jvm.memory.used_after_last_gc", old, oldAfter);
    history.value("diag.jvm.gc.count", Map.of("jvm.gc.name", "G1 Concurrent GC"), looks);
    history.value(
        "diag.jvm.gc.count", Map.of("jvm.gc.name", "G1 Young Generation"), timeMillis / 1e3);
  }
}
