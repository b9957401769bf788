package io.diag.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.memory.Sample;
import io.diag.wire.FeatureState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleTakerTest {
  private static final long TICK_MILLIS = 5_000;

  private final Sample sample = new Sample();
  private final Budget budget = new Budget(0.01, line -> {});
  private final List<Long> samples = new ArrayList<>();
  private final List<Integer> pointsOfSamples = new ArrayList<>();
  private final List<Long> announced = new ArrayList<>();
  private final List<String> ticked = new ArrayList<>();
  private long millis;
  private long aheadMillis;
  private double agentCores;
  private double agentNanos;

  private final List<Fence> fences =
      List.of(
          new Fence(new Ticking("readings", /* reads= */ true), line -> {}),
          new Fence(new Ticking("work", /* reads= */ false), line -> {}));

  private final SampleTaker taker =
      new SampleTaker(
          fences,
          sample,
          budget,
          TICK_MILLIS,
          () -> millis + aheadMillis,
          () -> millis * 1_000_000,
          new Kept());

  @BeforeEach
  void start() {
    fences.forEach(Fence::start);
  }

  @Test
  void withinTheBudgetEveryTickTakesASample() {
    run(60);
    assertThat(samples).hasSize(12).startsWith(5_000L, 10_000L, 15_000L);
    assertThat(pointsOfSamples).containsOnly(1);
    assertThat(taker.sampleMillis()).isEqualTo(5_000);
  }

  @Test
  void onLevelTwoReadingsComeEveryFourthTickAndAllElseWithEach() {
    reachLevel(2);
    forget();
    run(200);
    assertThat(budget.level()).isEqualTo(2);
    assertThat(samples).hasSizeBetween(9, 11);
    for (int i = 1; i < samples.size(); i++) {
      assertThat(samples.get(i) - samples.get(i - 1)).isEqualTo(4 * TICK_MILLIS);
    }
    assertThat(pointsOfSamples).containsOnly(1);
    assertThat(ticked.stream().filter("readings"::equals)).hasSameSizeAs(samples);
    assertThat(ticked.stream().filter("work"::equals)).hasSize(40);
  }

  @Test
  void theCollectorIsToldHowOftenToExpectThem() {
    reachLevel(1);
    run(5);
    forget();
    assertThat(taker.sampleMillis()).isEqualTo(5_000);
    reachLevel(2);
    assertThat(announced).containsExactly(20_000L);
    agentCores = 0;
    while (budget.level() == 2) {
      run(5);
    }
    assertThat(announced).containsExactly(20_000L, 5_000L);
  }

  @Test
  void aStepOfTheWallClockIsToldOnce() {
    run(20);
    forget();
    aheadMillis = -3_600_000;
    run(20);
    assertThat(announced).hasSize(1);
    aheadMillis += 900;
    run(20);
    assertThat(announced).as("less than a second is drift").hasSize(1);
  }

  @Test
  void backOnLevelOneEveryTickTakesASampleAgain() {
    reachLevel(2);
    agentCores = 0;
    while (budget.level() == 2) {
      run(5);
    }
    run(20);
    forget();
    run(60);
    assertThat(samples).hasSize(12);
  }

  @Test
  void theLastTickTakesASampleWhenNoneIsDue() {
    reachLevel(2);
    int sizeBefore = -1;
    while (samples.size() != sizeBefore) {
      sizeBefore = samples.size();
      run(5);
    }
    taker.tick(true);
    assertThat(samples).hasSize(sizeBefore + 1);
    assertThat(samples.get(sizeBefore)).isEqualTo(millis);
  }

  @Test
  void theFirstTickAfterAPauseTakesASample() {
    reachLevel(2);
    int sizeBefore = -1;
    while (samples.size() != sizeBefore) {
      sizeBefore = samples.size();
      run(5);
    }
    taker.beginAnew();
    run(5);
    assertThat(samples).hasSize(sizeBefore + 1);
  }

  private void reachLevel(int level) {
    agentCores = 0.03;
    while (budget.level() < level) {
      run(5);
    }
    agentCores = 0.007;
    run(60);
    assertThat(budget.level()).isEqualTo(level);
  }

  private void run(long seconds) {
    for (long end = millis + seconds * 1_000; millis < end; ) {
      millis += TICK_MILLIS;
      agentNanos += agentCores * TICK_MILLIS * 1e6;
      budget.add(millis * 1_000_000, (long) agentNanos, -1);
      taker.tick(false);
    }
  }

  private void forget() {
    samples.clear();
    pointsOfSamples.clear();
    announced.clear();
    ticked.clear();
  }

  private final class Kept implements SampleTaker.Outlet {
    @Override
    public void deliver(Sample taken, long timeMillis) {
      samples.add(timeMillis);
      pointsOfSamples.add(taken.points().size());
    }

    @Override
    public void announce() {
      announced.add(taker.sampleMillis());
    }

    @Override
    public void kick() {}
  }

  private final class Ticking implements Feature {
    private final String name;
    private final boolean reads;

    Ticking(String name, boolean reads) {
      this.name = name;
      this.reads = reads;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public FeatureState start() {
      return FeatureState.on(name);
    }

    @Override
    public boolean reads() {
      return reads;
    }

    @Override
    public FeatureState tick(boolean ending) {
      ticked.add(name);
      if (reads) {
        sample.count("test", "1", 1);
      }
      return FeatureState.on(name);
    }

    @Override
    public void stop() {}
  }
}
