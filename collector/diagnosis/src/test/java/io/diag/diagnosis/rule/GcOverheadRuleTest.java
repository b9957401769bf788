package io.diag.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.SimulatedJvm;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GcOverheadRuleTest {
  private static final String RULE = "gc-overhead";
  private final SimulatedJvm jvm = new SimulatedJvm();

  @Test
  void aBusyHealthyJvmHasNone() {
    jvm.run(600, pauses(0.04));
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void aTenthOfTheTimeIsAWarningAndThreeTenthsAreCritical() {
    jvm.run(10, pauses(0.01)).run(10, pauses(0.15));
    assertThat(jvm.story(RULE)).containsOnly("open warning");
    assertThat(jvm.last().claim().confidence()).isEqualTo(Confidence.CERTAIN);
    jvm.run(10, pauses(0.5));
    assertThat(jvm.story(RULE)).contains("open critical");
    jvm.run(20, pauses(0.01));
    assertThat(jvm.last().isOpen()).isFalse();
    assertThat(jvm.story.stream().map(finding -> finding.id()).distinct()).hasSize(1);
  }

  @Test
  void theShareIsThatOfTheWindow() {
    jvm.run(10, pauses(0.20));
    FigureEvidence share =
        jvm.last().claim().evidence().stream()
            .filter(one -> one.label().equals("Share of time in pauses"))
            .map(FigureEvidence.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(share.value()).isBetween(0.19, 0.21);
    assertThat(jvm.last().claim().summary()).contains("20 % of the time in 2 min");
  }

  @Test
  void theCauseThatTookMostIsNamed() {
    jvm.run(
        10,
        (window, second) -> {
          pause(window, "PS Scavenge", "end of minor GC", "Allocation Failure", 0.2);
          pause(window, "PS MarkSweep", "end of major GC", "System.gc()", 0.6);
        });
    assertThat(jvm.last().claim().summary()).contains("'System.gc()'").contains("75 %");
    assertThat(jvm.last().claim().actions().get(0).text()).contains("DisableExplicitGC");
  }

  @Test
  void concurrentCyclesAreNotPauses() {
    jvm.run(
        60,
        (window, second) -> {
          pause(window, "ZGC Cycles", "end of GC cycle", "Allocation Rate", 4.5);
          pause(window, "ZGC Minor Cycles", "end of GC cycle", "Allocation Rate", 4.5);
          pause(window, "Shenandoah Cycles", "end of GC cycle", "Concurrent GC", 4.5);
          pause(window, "ConcurrentMarkSweep", "end of major GC", "No GC", 4.5);
          pause(window, "ZGC Pauses", "end of GC pause", "Allocation Rate", 0.001);
        });
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void thePausesOfConcurrentCollectorsCount() {
    jvm.run(
        10,
        (window, second) -> {
          pause(window, "ZGC Major Pauses", "end of GC pause", "Allocation Stall", 0.6);
          pause(window, "G1 Concurrent GC", "end of concurrent GC pause", "No GC", 0.6);
        });
    assertThat(jvm.last().claim().summary()).contains("24 %");
  }

  @Test
  void twoMinutesOfStormAreNotASecondOneLaterAnHour() {
    for (int i = 0; i < 10; i++) {
      jvm.run(1, pauses(0.15)).run(59, pauses(0.01));
    }
    assertThat(jvm.story).as("a minute at 15 %% is 7.5 %% of two").isEmpty();
  }

  @Test
  void noiseAroundTheThresholdDoesNotFlap() {
    SplittableRandom random = new SplittableRandom(3);
    jvm.run(
        6 * 60,
        (window, second) ->
            pause(
                window,
                "G1 Young Generation",
                "end of minor GC",
                "G1 Evacuation Pause",
                5 * (0.10 + (random.nextDouble() - 0.5) * 0.16)));
    long openings = jvm.story.stream().map(finding -> finding.id()).distinct().count();
    assertThat(openings).isLessThanOrEqualTo(1);
    assertThat(jvm.story(RULE)).doesNotContain("closed warning");
  }

  @Test
  void noCollectionAtAllIsHealthy() {
    jvm.run(10, pauses(0.5)).run(10, (window, second) -> counts(window));
    assertThat(jvm.last().isOpen()).isFalse();
  }

  @Test
  void anAgentThatDoesNotLookIsNotHealthyButUnknown() {
    jvm.run(10, pauses(0.5));
    assertThat(jvm.last().isOpen()).isTrue();
    jvm.run(60, (window, second) -> {});
    assertThat(jvm.last().isOpen()).isTrue();
  }

  @Test
  void aGapInTheDataNeitherOpensNorCloses() {
    jvm.run(5, pauses(0.2));
    assertThat(jvm.story(RULE)).containsExactly("open warning");
    int before = jvm.story(RULE).size();
    jvm.silence(30);
    assertThat(jvm.story(RULE)).hasSize(before);
    jvm.run(1, pauses(0.0)).silence(1);
    assertThat(jvm.story(RULE)).hasSize(before);
  }

  @Test
  void aPastThatIsSentLateIsNotTakenForNow() {
    jvm.run(10, pauses(0.01))
        .silence(120)
        .catchUp(120, (window, second) -> pauses(second < -300 ? 0.9 : 0.01).read(window, second));
    assertThat(jvm.story(RULE)).isEmpty();
    jvm.run(60, pauses(0.01));
    assertThat(jvm.story(RULE)).isEmpty();
  }

  @Test
  void stepsOfTheJvmsClockOpenAndCloseNothing() {
    jvm.run(20, pauses(0.02));
    for (long minutes : new long[] {-600, 1_200, -1, 1, 600_000, -600_000}) {
      jvm.clockSteps(minutes).run(20, pauses(0.02));
    }
    assertThat(jvm.story(RULE)).isEmpty();
    jvm.run(5, pauses(0.2));
    for (long minutes : new long[] {-600, 1_200, -1, 1}) {
      jvm.clockSteps(minutes).run(20, pauses(0.2));
    }
    assertThat(jvm.story(RULE)).doesNotContain("closed warning").contains("open warning");
  }

  @Test
  void theEndOfTheJvmIsTheEndOfTheFinding() {
    jvm.run(10, pauses(0.2)).departs("The JVM ended.");
    assertThat(jvm.last().isOpen()).isFalse();
  }

  private static SimulatedJvm.Reading pauses(double share) {
    return (window, second) ->
        pause(window, "G1 Young Generation", "end of minor GC", "G1 Evacuation Pause", 5 * share);
  }

  private static void pause(
      SeriesWindow window, String name, String action, String cause, double seconds) {
    counts(window);
    window.histogram(
        "jvm.gc.duration",
        Map.of("jvm.gc.name", name, "jvm.gc.action", action, "jvm.gc.cause", cause),
        2,
        seconds);
  }

  private static void counts(SeriesWindow window) {
    window.value("diag.jvm.gc.count", Map.of("jvm.gc.name", "any"), 1);
  }
}
