package io.diag.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesWindowTest {
  private final SeriesWindow window = new SeriesWindow(List.of("a"));

  @Test
  void keepsOnlyWhatRulesReadAndOnlyForAsLongAsTheyLookBack() {
    for (long time = 0; time <= 24 * 3_600_000; time += 5_000) {
      window.sample(time, time);
      window.value("a", Map.of(), (double) time);
      window.value("b", Map.of(), (double) time);
    }
    assertThat(window.of("b")).isEmpty();
    Readings readings = window.of("a").get(0);
    assertThat(readings.size()).isEqualTo(61);
    for (int i = 0; i < readings.size(); i++) {
      assertThat((long) readings.value(i)).isEqualTo(readings.timeMillis(i));
    }
    assertThat(readings.timeMillis(60)).isEqualTo(24 * 3_600_000);
  }

  @Test
  void aBackwardStepForgetsWhatCannotBeCompared() {
    window.sample(100_000, 0);
    window.value("a", Map.of(), 1);
    window.sample(30_000, 5_000);
    assertThat(window.of("a")).isEmpty();
    assertThat(window.newestMillis()).isEqualTo(30_000);
  }

  @Test
  void whatComesALittleOutOfOrderIsKept() {
    window.sample(100_000, 0);
    window.value("a", Map.of("of", "one"), 1);
    window.sample(99_990, 1);
    window.value("a", Map.of("of", "other"), 2);
    assertThat(window.of("a")).hasSize(2);
    assertThat(window.of("a").get(0).size()).isEqualTo(1);
    assertThat(window.newestMillis()).isEqualTo(100_001);
  }

  @Test
  void aFloodOfSeriesOrSamplesIsBounded() {
    for (int i = 0; i < 10_000; i++) {
      window.sample(i, i);
      window.value("a", Map.of("n", String.valueOf(i)), 1);
    }
    assertThat(window.of("a")).hasSizeLessThanOrEqualTo(64);
    assertThat(window.samples().size()).isLessThanOrEqualTo(2_001);
    assertThat(window.dropped()).isPositive();
  }

  @Test
  void timeBehindALongGapIsNotKnown() {
    window.sample(0, 0);
    window.sample(5_000, 5_000);
    window.sample(100_000, 100_000);
    window.sample(105_000, 105_000);
    assertThat(window.knownMillis(120_000)).isEqualTo(10_000);
    assertThat(window.catchingUp()).isFalse();
  }
}
