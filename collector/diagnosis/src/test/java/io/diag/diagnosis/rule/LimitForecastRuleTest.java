package io.diag.diagnosis.rule;

import static io.diag.diagnosis.SimulatedMemory.MB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Shape;
import io.diag.diagnosis.SimulatedJvm;
import io.diag.diagnosis.SimulatedMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitForecastRuleTest {
  private static final String RULE = "limit-forecast";
  private final SimulatedJvm jvm = new SimulatedJvm();
  private final SimulatedMemory memory = new SimulatedMemory();

  /**
   * The limit is reached after so many minutes of leaking; half of them are over. The heap's room
   * begins at 310 MB, the direct buffers' at 60 MB, that of the process at 1,185 MB.
   */
  @ParameterizedTest
  @CsvSource({
    "live, heap, 310, 20, 5",
    "live, heap, 310, 240, 0.5",
    "direct, direct, 60, 10, 8",
    "direct, direct, 60, 120, 1",
    "native, container, 1185, 20, 4",
    "native, container, 1185, 300, 0.3",
    "netty, container, 1185, 60, 1"
  })
  void halfWayTheForecastIsRightByAQuarter(
      String kind, String limit, double base, long minutes, double megabytesPerSecond) {
    for (long seed = 0; seed < 5; seed++) {
      SimulatedJvm one = new SimulatedJvm();
      double max = (base + megabytesPerSecond * 60 * minutes) * MB;
      SimulatedMemory leaking = new SimulatedMemory();
      switch (limit) {
        case "heap" -> leaking.heapMax(max);
        case "direct" -> leaking.directMax(max);
        default -> leaking.container(max);
      }
      leaking
          .add(kind, Shape.leak(megabytesPerSecond * MB).from(3_600))
          .add(kind, Shape.noise(8 * MB, 60, seed));
      one.run(60 + minutes / 2, leaking);
      Finding finding = last(one, limit);
      double truth = minutes * 30;
      String what = finding + " against " + truth + " s";
      double told = (one.now() - finding.changedAtMillis()) / 1e3;
      assertThat(figure(finding, 1) - told).as(what).isCloseTo(truth, within(truth / 4));
      assertThat(figure(finding, 2)).as(what).isLessThanOrEqualTo(figure(finding, 1));
      assertThat(figure(finding, 3)).as(what).isGreaterThanOrEqualTo(figure(finding, 1));
    }
  }

  @Test
  void whatIsReachedWithinAQuarterOfAnHourIsCritical() {
    jvm.run(40, memory.directMax(3_000 * MB).add("direct", Shape.leak(1.5 * MB).from(600)));
    assertThat(jvm.story(RULE)).contains("open warning", "open critical");
    Finding finding = last(jvm, "direct");
    assertThat(finding.claim().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.claim().summary())
        .startsWith("Direct buffers come to -XX:MaxDirectMemorySize (2.8 GiB) in ")
        .matches(
            ".* in (about \\d+|\\d+ to \\d+) (minutes|seconds) if growth goes on by 86 MiB/min\\.");
  }

  @Test
  void aLimitThatIsNearlyReachedByWhatDoesNotGrowIsNoForecast() {
    jvm.run(120, memory.container(1_250 * MB).directMax(62 * MB).heapMax(420 * MB));
    assertThat(jvm.story(RULE)).isEmpty();
  }

  @Test
  void aGrowthThatMayBeACacheIsANoticeOnlyWhereItIsNear() {
    jvm.run(14, memory.container(3_000 * MB).add("netty", Shape.leak(0.4 * MB)));
    assertThat(last(jvm, "container").claim().severity()).isEqualTo(Severity.NOTICE);
    SimulatedJvm far = new SimulatedJvm();
    far.run(14, new SimulatedMemory().container(9_000 * MB).add("netty", Shape.leak(0.4 * MB)));
    assertThat(far.story("netty-growth")).isNotEmpty();
    assertThat(far.story(RULE)).isEmpty();
  }

  /** G1 touches what it has, up to -Xmx; that is no way to the container's end. */
  @Test
  void aHeapThatIsTouchedForTheFirstTimeIsNoForecast() {
    jvm.run(30, memory.container(3_000 * MB).with("touched", Shape.fill(1_800 * MB, 1_700)));
    assertThat(jvm.story(RULE)).isEmpty();
  }

  @Test
  void withoutAContainerTheMachinesMemoryCounts() {
    jvm.run(60, memory.container(1e15).add("native", Shape.leak(8 * MB).from(600)));
    Finding finding = last(jvm, "machine");
    assertThat(finding.claim().summary())
        .startsWith("The process comes to the end of the machine's memory in ");
  }

  private static Finding last(SimulatedJvm jvm, String limit) {
    return jvm.story.stream()
        .filter(finding -> finding.rule().equals(RULE) && finding.subject().equals(limit))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no forecast of " + limit + " in " + jvm.story));
  }

  private static double figure(Finding finding, int index) {
    Evidence evidence = finding.claim().evidence().get(index);
    return ((FigureEvidence) evidence).value();
  }
}
