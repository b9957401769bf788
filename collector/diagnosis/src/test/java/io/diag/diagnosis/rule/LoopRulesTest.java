package io.diag.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.LoopBlock;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.SimulatedJvm;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopRulesTest {
  private static final SimulatedJvm.Reading NOTHING = (window, second) -> {};
  private static final String FRAME = "com.acme.Handler.read";
  private final SimulatedJvm jvm = new SimulatedJvm();

  @Test
  void aLoopThatIsBlockedAgainAndAgainIsNamedWithItsWorstAndItsFrame() {
    jvm.run(1, NOTHING);
    block("7", "nio-1", 80, FRAME, 2);
    block("7", "nio-1", 412, FRAME, 1);
    block("7", "nio-1", 120, FRAME, 0);
    jvm.judge();
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning");
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "Event loop 'nio-1' was blocked 3 times within 5 min, at worst for 412 ms, by"
                + " com.acme.Handler.read.");
    assertThat(jvm.last().claim().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(jvm.last().sinceMillis()).isEqualTo(jvm.now() - 2_000);
    assertThat(jvm.last().claim().actions().get(1).text()).contains("Move " + FRAME);
    jvm.run(4, NOTHING);
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning");
    jvm.run(6, NOTHING);
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning", "closed warning");
  }

  @Test
  void blocksThatWereOnlyCountedCountToo() {
    block("7", "nio-1", 80, FRAME, 0);
    jvm.run(
        1,
        (window, second) ->
            window.histogram("diag.loop.episode.duration", Map.of("diag.loop.id", "7"), 5, 0.4));
    assertThat(jvm.last().claim().summary()).contains(" times within 5 min, at worst for 80 ms");
    assertThat(jvm.last().claim().summary()).doesNotContain("blocked 1 time");
  }

  @Test
  void oneShortBlockIsNone() {
    jvm.run(1, NOTHING);
    block("7", "nio-1", 400, FRAME, 0);
    jvm.run(10, NOTHING);
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void oneOfASecondIsOneAndOfFiveSecondsIsCritical() {
    jvm.run(1, NOTHING);
    block("7", "nio-1", 1_000, FRAME, 0);
    jvm.judge();
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning");
    block("7", "nio-1", 5_000, FRAME, 0);
    jvm.judge();
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning", "open critical");
    assertThat(jvm.last().claim().summary()).contains("blocked 2 times").contains("5.0 s");
  }

  @Test
  void manyLoopsThatOneFrameBlocksAreOneFinding() {
    jvm.run(1, NOTHING);
    for (int loop = 0; loop < 8; loop++) {
      block("" + loop, "nio-" + loop, 100, FRAME, 0);
    }
    jvm.judge();
    assertThat(jvm.story).hasSize(1);
    assertThat(jvm.last().claim().summary())
        .startsWith("8 event loops ('nio-0' and 7 others) were blocked 8 times");
  }

  @Test
  void twoFramesAreTwoFindingsAndTheirCountsAreAtLeast() {
    jvm.run(1, NOTHING);
    for (int i = 0; i < 3; i++) {
      block("7", "nio-1", 100, FRAME, 0);
      block("7", "nio-1", 100, "com.acme.Other.read", 0);
    }
    jvm.judge();
    assertThat(jvm.story).hasSize(2);
    assertThat(jvm.last().claim().summary()).contains("at least 3 times");
  }

  @Test
  void aBusyLoopIsSaturatedAndAPollerIsNot() {
    jvm.run(10, utilization("loop", 0.5)).run(10, utilization("loop", 0.93));
    assertThat(jvm.story("loop-saturated")).containsOnly("open warning");
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "Event loop 'nio-1' was busy for 93 % of the time in 2 min: whatever becomes ready"
                + " waits for it.");
    jvm.run(10, utilization("loop", 0.99));
    assertThat(jvm.story("loop-saturated")).contains("open critical");
    jvm.run(10, utilization("loop", 0.3));
    assertThat(jvm.last().isOpen()).isFalse();
    int before = jvm.story.size();
    jvm.run(10, utilization("poller with workers", 0.99));
    assertThat(jvm.story).hasSize(before);
  }

  @Test
  void aSelectorThatItsThreadHasLeftIsNotSaturated() {
    jvm.run(10, (window, second) -> utilization(window, "loop", 1));
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void aLoopThatIsNewIsNotJudgedYet() {
    jvm.run(10, NOTHING).run(1, utilization("loop", 1));
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void aBlockThatLastedLongerThanTheWindowIsStillFound() {
    jvm.run(20, NOTHING);
    block("7", "nio-1", 600_000, FRAME, 600);
    jvm.judge();
    assertThat(jvm.story("loop-blocked")).containsExactly("open critical");
  }

  @Test
  void manyFramesThatBlockedOnceTakeNoPlaceFromTheOneThatBlocksAgain() {
    jvm.run(20, NOTHING);
    for (int i = 0; i < 100; i++) {
      block("7", "nio-1", 80, "com.acme.Once.number" + i, 900);
    }
    block("7", "nio-1", 2_000, FRAME, 0);
    jvm.judge();
    assertThat(jvm.story("loop-blocked")).containsExactly("open warning");
  }

  @Test
  void aLoopThatIsGoneIsNotSaturatedAnyMore() {
    jvm.run(10, utilization("loop", 0.95)).run(20, NOTHING);
    assertThat(jvm.last().isOpen()).isFalse();
  }

  @Test
  void aServerWithoutAFreeWorkerIsSaturatedAndABatchIsNot() {
    jvm.run(10, workers("tomcat", 200, 0)).run(10, workers("tomcat", 200, 35));
    assertThat(jvm.story("workers-saturated")).containsOnly("open warning", "open critical");
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "All 200 workers of 'http-*' were busy for 100 % of the time in 2 min, and 35 requests"
                + " waited for one.");
    jvm.run(10, workers("tomcat", 120, 0));
    assertThat(jvm.last().isOpen()).isFalse();
    int before = jvm.story.size();
    jvm.run(10, workers(null, 200, 1_000));
    assertThat(jvm.story).hasSize(before);
  }

  private static SimulatedJvm.Reading workers(String framework, double busy, double queued) {
    Map<String, String> labels =
        framework == null
            ? Map.of("diag.workers", "batch-*", "diag.workers.id", "2")
            : Map.of(
                "diag.workers",
                "http-*",
                "diag.workers.id",
                "1",
                "diag.workers.framework",
                framework);
    return (window, second) -> {
      window.value("diag.workers.busy", labels, busy);
      window.value("diag.workers.max", labels, 200);
      window.value("diag.workers.queued", labels, queued);
    };
  }

  private static SimulatedJvm.Reading utilization(String role, double share) {
    return (window, second) -> {
      utilization(window, role, share);
      window.histogram("diag.loop.tick.duration", Map.of("diag.loop.id", "7"), 100, 0.1);
    };
  }

  private static void utilization(SeriesWindow window, String role, double share) {
    window.value(
        "diag.loop.utilization",
        Map.of("diag.loop", "nio-1", "diag.loop.id", "7", "diag.loop.role", role),
        share);
  }

  private void block(String id, String name, double millis, String frame, int secondsAgo) {
    jvm.loopBlocks.add(
        new LoopBlock(
            id, name, jvm.now() - secondsAgo * 1_000L, millis, frame, Map.of("parked", millis)));
  }
}
