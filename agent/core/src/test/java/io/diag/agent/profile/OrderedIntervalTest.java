package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderedIntervalTest {
  private static final long SECOND = 1_000_000_000;
  private static final double FAST = 100e6;

  @Test
  void liveObjectsAreSampledTooRarelyToUseUpASecondsLimit() {
    double perSecond = FAST / live(3 * SECOND, FAST);
    assertThat(perSecond).isBetween(20.0, 40.0);
  }

  @Test
  void ofALongRecordingNoMoreAreFollowedThanTheProfilerCan() {
    assertThat(600 * FAST / live(600 * SECOND, FAST)).isLessThan(1_000);
  }

  @Test
  void whatAllocatesLittleIsSampledDensely() {
    assertThat(live(30 * SECOND, 1e6)).isEqualTo(512 << 10);
  }

  private static long live(long nanos, double bytesPerSecond) {
    return OrderedInterval.of(SampledEvent.LIVE, nanos, 10, bytesPerSecond);
  }
}
