package io.diag.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.SimulatedJvm;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapNearMaxRuleTest {
  private static final String RULE = "heap-near-max";
  private static final double MAX = 1 << 30;
  private static final String MINOR = "end of minor GC";
  private static final String MAJOR = "end of major GC";
  private final SimulatedJvm jvm = new SimulatedJvm();

  @Test
  void aFullHeapAfterFullCollectionsIsCertain() {
    jvm.run(10, heap(0.93, 0.95, MAJOR));
    assertThat(jvm.story(RULE)).containsExactly("open warning");
    assertThat(jvm.last().claim().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(jvm.last().claim().summary()).contains("93 %").contains("1.0 GiB");
    jvm.run(10, heap(0.98, 0.99, MAJOR));
    assertThat(jvm.story(RULE)).contains("open critical");
    jvm.run(10, heap(0.5, 0.6, MAJOR));
    assertThat(jvm.last().isOpen()).isFalse();
  }

  @Test
  void youngCollectionsAloneMakeItOnlyLikely() {
    jvm.run(10, heap(0.93, 0.95, MINOR));
    assertThat(jvm.last().claim().confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(jvm.last().claim().summary()).contains("none has looked at everything");
  }

  @Test
  void garbageInAnOldGenerationThatNothingLookedAtYetIsNoAlarm() {
    // Used after the last collection stays high, but use falls below it: it was out of date.
    jvm.run(
        60,
        (window, second) -> {
          heap(0.93, 0.95, MINOR).read(window, second);
        });
    SimulatedJvm other = new SimulatedJvm();
    other.run(60, (window, second) -> read(window, 0.93, second % 60 < 50 ? 0.95 : 0.40, MINOR));
    assertThat(other.story(RULE)).isEmpty();
  }

  @Test
  void aHeapThatNothingCollectsIsNotJudged() {
    jvm.run(
        60,
        (window, second) -> {
          window.value("jvm.memory.used_after_last_gc", heapPool("Tenured Gen"), 0.95 * MAX);
          window.value("jvm.memory.used", heapPool("Tenured Gen"), 0.96 * MAX);
          window.value("diag.jvm.memory.heap.max", Map.of(), MAX);
        });
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void aSawtoothWithALowLiveSetIsHealthy() {
    jvm.run(600, (window, second) -> read(window, 0.30, 0.35 + second % 60 / 100.0, MINOR));
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void beforeTheFirstCollectionNothingIsKnown() {
    jvm.run(
        60,
        (window, second) -> {
          window.value("jvm.memory.used", heapPool("G1 Old Gen"), 0.99 * MAX);
          window.value("diag.jvm.memory.heap.max", Map.of(), MAX);
        });
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void otherPoolsThanTheHeapDoNotCount() {
    jvm.run(
        60,
        (window, second) -> {
          read(window, 0.5, 0.5, MAJOR);
          window.value(
              "jvm.memory.used",
              Map.of("jvm.memory.pool.name", "Metaspace", "jvm.memory.type", "non_heap"),
              2 * MAX);
        });
    assertThat(jvm.story).isEmpty();
  }

  private static SimulatedJvm.Reading heap(double afterGc, double used, String action) {
    return (window, second) -> read(window, afterGc, used, action);
  }

  private static void read(SeriesWindow window, double afterGc, double used, String action) {
    window.value("jvm.memory.used_after_last_gc", heapPool("Eden"), 0);
    window.value("jvm.memory.used_after_last_gc", heapPool("Old"), afterGc * MAX);
    window.value("jvm.memory.used", heapPool("Eden"), 0.05 * MAX);
    window.value("jvm.memory.used", heapPool("Old"), (used - 0.05) * MAX);
    window.value("diag.jvm.memory.heap.max", Map.of(), MAX);
    window.histogram(
        "jvm.gc.duration",
        Map.of("jvm.gc.name", "any", "jvm.gc.action", action, "jvm.gc.cause", "x"),
        1,
        0.01);
  }

  private static Map<String, String> heapPool(String pool) {
    return Map.of("jvm.memory.pool.name", pool, "jvm.memory.type", "heap");
  }
}
