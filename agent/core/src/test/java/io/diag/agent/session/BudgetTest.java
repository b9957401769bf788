package io.diag.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long TICK_SECONDS = 5;

  private final List<String> said = new ArrayList<>();
  private final Budget budget = new Budget(0.01, said::add);
  private long seconds;
  private double agentSeconds;
  private double processSeconds;

  @Test
  void anAgentWithinItsBudgetIsLeftAlone() {
    run(3_600, 0.0099, 0.5);
    assertThat(budget.level()).isZero();
    assertThat(budget.change()).isNull();
    assertThat(said).isEmpty();
    assertThat(budget.usedCores()).isCloseTo(0.0099, within(1e-9));
    assertThat(budget.allowedCores()).isEqualTo(0.01);
  }

  @Test
  void overTheBudgetForAMinuteItStepsBackOnceAMinuteUpToTheHighestLevel() {
    run(115, 0.03, 0.5);
    assertThat(budget.level()).as("a minute to know the mean, less than one above it").isZero();
    run(5, 0.03, 0.5);
    assertThat(budget.level()).isEqualTo(1);
    run(60, 0.03, 0.5);
    assertThat(budget.level()).isEqualTo(2);
    run(60, 0.03, 0.5);
    assertThat(budget.level()).isEqualTo(3);
    run(3_600, 0.03, 0.5);
    assertThat(budget.level()).isEqualTo(3);
    assertThat(said).hasSize(3);
    assertThat(said.get(0))
        .isEqualTo(
            "back-off level 1 of 3, sampling is thinner: the agent used 0.0300 cores within a"
                + " minute and may use 0.0100");
    assertThat(budget.change()).isEqualTo(said.get(2));
  }

  @Test
  void aBusyProcessMayHaveABusierAgent() {
    run(600, 0.03, 4);
    assertThat(budget.level()).isZero();
    assertThat(budget.allowedCores()).isCloseTo(0.04, within(1e-9));
    run(600, 0.03, 2);
    assertThat(budget.level()).isPositive();
  }

  @Test
  void wellUnderItForFiveMinutesItComesBackAndJustUnderItItStays() {
    run(120, 0.03, 0.5);
    run(60, 0.006, 0.5);
    assertThat(budget.level()).isEqualTo(1);
    run(1_200, 0.006, 0.5);
    assertThat(budget.level()).as("0.006 is not well under 0.01").isEqualTo(1);
    run(325, 0.004, 0.5);
    assertThat(budget.level())
        .as("less than five minutes of calm, once the mean is that low")
        .isEqualTo(1);
    run(35, 0.004, 0.5);
    assertThat(budget.level()).isZero();
    assertThat(budget.change()).isNull();
    assertThat(said).hasSize(2);
    assertThat(said.get(1)).startsWith("back-off level 0 of 3, nothing is left out");
  }

  @Test
  void whoCameBackTooEarlyWaitsTwiceAsLongTheNextTime() {
    List<Long> changes = new ArrayList<>();
    int level = 0;
    while (seconds < 4 * 3_600) {
      run(TICK_SECONDS, budget.level() == 0 ? 0.03 : 0.001, 0.5);
      if (budget.level() != level) {
        level = budget.level();
        changes.add(seconds);
      }
    }
    List<Long> awayFor = new ArrayList<>();
    for (int i = 1; i < changes.size(); i += 2) {
      awayFor.add(changes.get(i) - changes.get(i - 1));
    }
    assertThat(awayFor.get(0)).isBetween(300L, 370L);
    assertThat(awayFor.get(1)).isBetween(600L, 670L);
    assertThat(awayFor.get(2)).isBetween(1_200L, 1_270L);
    assertThat(awayFor).allMatch(away -> away <= 3_670);
    assertThat(changes.size()).as("in four hours").isLessThan(16);
  }

  @Test
  void aCostlyStartIsNoReasonToStepBack() {
    run(5, 0.4, 1);
    run(600, 0.002, 0.5);
    assertThat(said).isEmpty();
  }

  @Test
  void timesThatDoNotGoOnAreANewBeginning() {
    run(115, 0.03, 0.5);
    seconds -= 100;
    agentSeconds = 0;
    run(90, 0.03, 0.5);
    assertThat(budget.level()).isZero();
  }

  @Test
  void withoutTheProcessTimeOneCoreIsTheMeasure() {
    for (int i = 0; i < 100; i++) {
      budget.add(i * 5_000_000_000L, i * 100_000_000L, -1);
    }
    assertThat(budget.allowedCores()).isEqualTo(0.01);
    assertThat(budget.level()).isEqualTo(3);
  }

  private void run(long forSeconds, double agentCores, double processCores) {
    for (long end = seconds + forSeconds; seconds < end; ) {
      seconds += TICK_SECONDS;
      agentSeconds += TICK_SECONDS * agentCores;
      processSeconds += TICK_SECONDS * processCores;
      budget.add(
          seconds * 1_000_000_000L, (long) (agentSeconds * 1e9), (long) (processSeconds * 1e9));
    }
  }
}
