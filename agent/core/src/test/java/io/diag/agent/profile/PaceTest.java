package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void aQuietProcessIsSampledAsDenselyAsItGets() {
    adapt(0.05, 1 << 20, 5_000, 0);
    assertThat(cpu()).isEqualTo(10_000_000);
    assertThat(alloc()).isEqualTo(512 << 10);
  }

  @Test
  void sixteenBusyCoresGiveAboutAHundredCpuSamplesASecond() {
    adapt(16, 0, 60_000, 0);
    assertThat(16e9 / cpu()).isBetween(60.0, 170.0);
  }

  @Test
  void anAllocationOfAGigabyteASecondGivesAboutTwentySamplesASecond() {
    adapt(1, 1L << 30, 60_000, 0);
    assertThat((double) (1L << 30) / alloc()).isBetween(12.0, 64.0);
  }

  @Test
  void loadThatWaversBetweenOneAndTwiceChangesTheIntervalsOnceAtMost() {
    adapt(2, 100 << 20, 60_000, 0);
    SamplingPlan before = pace.plan();
    int changes = 0;
    for (int i = 0; i < 100; i++) {
      adapt(2 + (i % 2) * 1.9, (100 + i % 97) << 20, 60_000, 0);
      changes += pace.plan().equals(before) ? 0 : 1;
      before = pace.plan();
    }
    assertThat(changes).isLessThanOrEqualTo(2); // one for each of the two events that adapt
  }

  @Test
  void chunksThatAreTooLargeMakeEverythingThinnerUntilTheyFit() {
    for (int i = 0; i < 10; i++) {
      adapt(2, 100 << 20, 900_000, 0);
    }
    assertThat(cpu()).isEqualTo(160_000_000);
    for (int i = 0; i < 10; i++) {
      adapt(2, 100 << 20, 10_000, 0);
    }
    assertThat(cpu()).isLessThanOrEqualTo(40_000_000);
  }

  @Test
  void steppingBackMakesASampleStandForMore() {
    adapt(0.5, 10 << 20, 50_000, 0);
    long before = cpu();
    adapt(0.5, 10 << 20, 50_000, 2);
    assertThat(cpu()).isGreaterThanOrEqualTo(2 * before);
  }

  @Test
  void whatIsNotKnownChangesNothing() {
    SamplingPlan before = pace.plan();
    adapt(-1, -1, -1, 0);
    assertThat(pace.plan()).isEqualTo(before);
  }

  @Test
  void whereThreadsSeldomWaitEverySpanSamplesLocks() {
    pace.adaptLocks(75, 0.1);
    assertThat(spansWithLocks(32)).isEqualTo(32);
  }

  @Test
  void waitsThatWouldCostTwoPercentAreSampledInOneSpanOfEight() {
    pace.adaptLocks(500, 0.5);
    assertThat(spansWithLocks(32)).isEqualTo(4);
  }

  @Test
  void ofABusierProcessTheSameWaitsAreALesserShare() {
    pace.adaptLocks(500, 4);
    assertThat(spansWithLocks(32)).isEqualTo(32);
  }

  @Test
  void howeverOftenThreadsWaitOneSpanInThirtyTwoSamplesLocks() {
    pace.adaptLocks(1e9, 1);
    assertThat(spansWithLocks(32)).isEqualTo(1);
    pace.adaptLocks(-1, -1);
    assertThat(pace.lockEvery()).as("what is not known changes nothing").isEqualTo(32);
  }

  private int spansWithLocks(int spans) {
    int with = 0;
    for (int i = 0; i < spans; i++) {
      with += pace.plan().has(SampledEvent.LOCK) ? 1 : 0;
      pace.next();
    }
    return with;
  }

  private void adapt(double cores, double allocationRate, double shipped, int backOff) {
    pace.adapt(cores, allocationRate, shipped, backOff);
  }

  private long cpu() {
    return pace.plan().interval(SampledEvent.CPU);
  }

  private long alloc() {
    return pace.plan().interval(SampledEvent.ALLOC);
  }
}
