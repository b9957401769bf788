package io.diag.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Deadlock;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.SimulatedJvm;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtherRulesTest {
  private static final SimulatedJvm.Reading NOTHING = (window, second) -> {};
  private final SimulatedJvm jvm = new SimulatedJvm();

  @Test
  void aDeadlockIsNamedAtOnceWithItsCircle() {
    jvm.run(1, NOTHING);
    jvm.deadlocks.put("1-2", circle(jvm.now() - 3_000));
    jvm.judge();
    Finding finding = jvm.last();
    assertThat(finding.rule()).isEqualTo("deadlock");
    assertThat(finding.sinceMillis()).isEqualTo(jvm.now() - 3_000);
    assertThat(finding.claim().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.claim().summary())
        .isEqualTo(
            "2 threads wait for each other for ever: 'left' waits for com.acme.Lock@2 held by"
                + " 'right'; 'right' waits for com.acme.Lock@1 held by 'left'.");
    assertThat(finding.claim().evidence().get(0)).isInstanceOf(ThreadsEvidence.class);
    jvm.run(600, NOTHING);
    assertThat(jvm.story).as("it is said once").hasSize(1);
  }

  @Test
  void eachCircleIsAFindingOfItsOwnAndClosesByItself() {
    jvm.deadlocks.put("1-2", circle(0));
    jvm.deadlocks.put("3-4", Deadlock.of("3-4", 0, circle(0).threads()));
    jvm.judge();
    assertThat(jvm.story).hasSize(2);
    jvm.deadlocks.put("3-4", Deadlock.gone("3-4"));
    jvm.judge();
    assertThat(jvm.last().isOpen()).isFalse();
    assertThat(jvm.last().subject()).isEqualTo("3-4");
    assertThat(jvm.story).hasSize(3);
  }

  @Test
  void nothingHeardOfACircleLeavesItsFindingOpen() {
    jvm.deadlocks.put("1-2", circle(0));
    jvm.judge();
    jvm.deadlocks.clear();
    jvm.run(600, NOTHING);
    assertThat(jvm.story("deadlock")).containsExactly("open critical");
  }

  @Test
  void aSilentJvmIsLostSinceItWasHeardLast() {
    jvm.run(5, memory(0.5));
    long heard = jvm.now();
    jvm.silence(5);
    assertThat(jvm.story("jvm-lost")).containsExactly("open critical");
    assertThat(jvm.last().sinceMillis()).isEqualTo(heard);
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "checkout (pid 7 on web-1) fell silent without a goodbye: killed, crashed, hung or"
                + " cut off.");
    jvm.run(5, memory(0.5));
    assertThat(jvm.last().isOpen()).isFalse();
  }

  @Test
  void aJvmNearItsContainersLimitIsSuspectedOfOutOfMemory() {
    jvm.run(5, memory(0.97)).silence(5);
    assertThat(jvm.last().claim().summary()).contains("97 % of its container's limit");
    assertThat(jvm.last().claim().actions().get(0).text()).contains("OOMKilled");
  }

  @Test
  void theJudgesOwnAbsenceMakesNobodyLost() {
    jvm.run(5, NOTHING).judgeAway(600).silence(0).run(5, NOTHING);
    assertThat(jvm.story).isEmpty();
    jvm.judgeAway(48 * 60).run(5, NOTHING);
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void whatWasLostBeforeTheJudgeWasAwayStaysTheSameFinding() {
    jvm.run(5, NOTHING);
    long heard = jvm.now();
    jvm.silence(5).judgeAway(600).silence(30);
    assertThat(jvm.story("jvm-lost")).containsExactly("open critical");
    assertThat(jvm.last().sinceMillis()).isEqualTo(heard);
  }

  @Test
  void whatWasLostWhileTheJudgeWasAwayIsLostSinceItWasHeard() {
    jvm.run(5, NOTHING);
    long heard = jvm.now();
    jvm.judgeAway(600).silence(5);
    assertThat(jvm.story("jvm-lost")).containsExactly("open critical");
    assertThat(jvm.last().sinceMillis()).isEqualTo(heard);
  }

  @Test
  void aJvmThatSaidGoodbyeIsNotLost() {
    jvm.run(5, NOTHING).departs("The JVM ended.").silence(60);
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void shortSilencesAreNoLoss() {
    for (int i = 0; i < 100; i++) {
      jvm.run(5, NOTHING).silence(0);
    }
    assertThat(jvm.story).isEmpty();
  }

  @Test
  void aLostJvmIsGivenUpAfterADay() {
    jvm.run(5, NOTHING).silence(25 * 60);
    assertThat(jvm.story("jvm-lost")).containsExactly("open critical", "closed critical");
  }

  @Test
  void anAgentOverItsBudgetIsAWarningAndOneThatBacksOffAnInfo() {
    jvm.run(10, agent(0.008, 0)).run(5, agent(0.02, 0));
    assertThat(jvm.story("agent-over-budget")).containsOnly("open warning");
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "The agent takes 0.020 cores, more than the 0.010 cores it may"
                + " (it has not backed off yet).");
    jvm.run(10, agent(0.007, 1));
    assertThat(jvm.last().claim().summary())
        .isEqualTo(
            "The agent stays within its 0.010 cores only by measuring less"
                + " (it samples more thinly).");
    assertThat(jvm.story("agent-over-budget")).contains("open notice");
    jvm.run(10, agent(0.004, 0));
    assertThat(jvm.last().isOpen()).isFalse();
  }

  @Test
  void anAgentWithinItsBudgetIsNoFinding() {
    jvm.run(600, agent(0.009, 0));
    assertThat(jvm.story).isEmpty();
  }

  private static SimulatedJvm.Reading agent(double cores, double level) {
    return (window, second) -> {
      window.value("diag.agent.cpu.cores", Map.of(), cores);
      window.value("diag.agent.cpu.budget", Map.of(), 0.01);
      window.value("diag.agent.backoff", Map.of(), level);
    };
  }

  private static SimulatedJvm.Reading memory(double share) {
    return (SeriesWindow window, long second) -> {
      window.value("diag.process.rss", Map.of(), share * 1_000_000);
      window.value("diag.cgroup.memory.limit", Map.of(), 1_000_000);
    };
  }

  private static Deadlock circle(long sinceMillis) {
    return Deadlock.of(
        "1-2",
        sinceMillis,
        List.of(
            new WaitingThread("left", "com.acme.Lock@2", "right", List.of("com.acme.Left.run")),
            new WaitingThread("right", "com.acme.Lock@1", "left", List.of("com.acme.Right.run"))));
  }
}
