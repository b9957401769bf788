package io.diag.agent.eventloop.episode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallsTest {
  private final Stalls stalls = new Stalls();

  @Test
  void whatLiesWithinASpanIsSummed() {
    stalls.add(100, 200, 60);
    stalls.add(300, 350, 0);
    assertThat(stalls.within(0, 1_000)).isEqualTo(150);
    assertThat(stalls.within(150, 320)).isEqualTo(70);
    assertThat(stalls.within(200, 300)).isZero();
    assertThat(stalls.stoppedWithin(0, 1_000)).isEqualTo(60);
    assertThat(stalls.stoppedWithin(180, 1_000)).isEqualTo(20);
  }

  @Test
  void aStopThatIsNotKnownIsNotZero() {
    stalls.add(100, 200, ThreadGauge.UNKNOWN);
    assertThat(stalls.stoppedWithin(0, 150)).isEqualTo(ThreadGauge.UNKNOWN);
    assertThat(stalls.stoppedWithin(200, 300)).isZero();
  }

  @Test
  void theClockMayPassOverItsEnd() {
    long end = Long.MAX_VALUE;
    stalls.add(end - 50, end + 50, 0);
    assertThat(stalls.within(end - 100, end + 100)).isEqualTo(100);
  }

  @Test
  void onlyTheLastOnesAreKept() {
    for (int i = 0; i < 1_000; i++) {
      stalls.add(10L * i, 10L * i + 1, 0);
    }
    assertThat(stalls.within(0, 10_000)).isEqualTo(128);
  }
}
