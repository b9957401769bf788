package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileCoverage.Sampling;
import io.diag.collector.store.ProfileEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final Map<ProfileEvent, Sampling> CPU =
      Map.of(ProfileEvent.CPU, new Sampling(10, 1_000L));

  private final Coverage coverage = new Coverage(ProfileEvent.CPU);

  @Test
  void spansThatAdjoinAndAreAlikeBecomeOne() {
    add(0, 60_000, CPU, 0, "sampling began");
    add(60_005, 120_000, CPU, 0, null);
    add(119_990, 180_000, CPU, 0, null);
    assertThat(coverage.spans()).hasSize(1);
    assertThat(coverage.spans().get(0).fromMillis()).isZero();
    assertThat(coverage.spans().get(0).toMillis()).isEqualTo(180_000);
    assertThat(coverage.spans().get(0).seam()).isEqualTo("sampling began");
  }

  @Test
  void aGapASeamAndAnotherWayOfSamplingStayVisible() {
    add(0, 60_000, CPU, 0, null);
    add(70_000, 80_000, CPU, 0, null);
    add(80_000, 90_000, CPU, 0, "wall clock for 10 s");
    add(90_000, 100_000, Map.of(ProfileEvent.CPU, new Sampling(20, null)), 0, null);
    add(100_000, 110_000, Map.of(ProfileEvent.ALLOC, new Sampling(20, null)), 0, null);
    assertThat(coverage.spans())
        .extracting(Coverage.Span::fromMillis)
        .containsExactly(0L, 70_000L, 80_000L, 90_000L, 100_000L);
    assertThat(coverage.spans().get(4).interval()).isZero();
  }

  @Test
  void whatWasSkippedIsToldForChunksWithTheEvent() {
    add(0, 10_000, CPU, 300, null);
    add(10_000, 20_000, Map.of(ProfileEvent.ALLOC, new Sampling(20, null)), 5_000, null);
    assertThat(coverage.skipped()).isEqualTo(300);
    assertThat(coverage.skippedShare()).isEqualTo(0.75);
    assertThat(coverage.incomplete()).isFalse();
    add(20_000, 30_000, Map.of(ProfileEvent.CPU, new Sampling(20, null)), 1, null);
    assertThat(coverage.incomplete()).isTrue();
  }

  @Test
  void howMuchOfTheTimeHadTheEventIsToldOfTheTimeThatWasSampledAtAll() {
    assertThat(coverage.sampledShare()).as("of no time").isEqualTo(1);
    add(0, 10_000, CPU, 0, null);
    add(60_000, 90_000, Map.of(ProfileEvent.ALLOC, new Sampling(20, null)), 0, null);
    assertThat(coverage.sampledShare()).isEqualTo(0.25);
  }

  private void add(
      long from, long to, Map<ProfileEvent, Sampling> events, long skipped, String seam) {
    coverage.add(new ProfileCoverage(from, to, events, skipped, seam), 100, skipped > 0);
  }
}
