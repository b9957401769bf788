package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoopDelayTest {
  private final LoopDelay delay = new LoopDelay();
  private final TreeMap<Double, Long> ticks = new TreeMap<>();

  @Test
  void aLoopThatIsSeldomBusyDelaysNobody() {
    read(0, 60, 0.005);
    ended(0.3, 1);
    assertThat(delay.seconds(0.99, ticks)).hasValue(0);
  }

  /** By trying every moment. */
  @Test
  void itIsWhatMomentsTriedOneByOneSay() {
    read(0, 100, 0.3);
    ended(0.5, 4); // 2 s
    ended(0.02, 1_000); // 20 s
    ended(0.001, 8_000); // 8 s
    double[] waits = new double[100_000]; // a millisecond each
    int at = 0;
    for (double tick : ticks.descendingKeySet()) {
      for (long i = 0; i < ticks.get(tick); i++) {
        for (double left = tick; left > 1e-9; left -= 0.001) {
          waits[at++] = left;
        }
      }
    }
    Arrays.sort(waits);
    for (double share : new double[] {0.8, 0.9, 0.99, 0.999}) {
      assertThat(delay.seconds(share, ticks).getAsDouble())
          .as("%s", share)
          .isCloseTo(waits[(int) (share * waits.length)], within(0.0021));
    }
    assertThat(delay.seconds(0.5, ticks)).hasValue(0);
  }

  @Test
  void aTickThatDidNotEndCounts() {
    read(0, 600, 0.1);
    ended(0.001, 60_000);
    read(600, 900, 1);
    assertThat(delay.seconds(0.99, ticks).getAsDouble()).isCloseTo(291, within(1.0));
    assertThat(delay.seconds(0.5, ticks)).hasValue(0);
  }

  @Test
  void ofOneReadingNothingIsKnown() {
    delay.reading(5_000, 0.4);
    assertThat(delay.seconds(0.99, ticks)).isEmpty();
  }

  @Test
  void aGapIsNotAWait() {
    read(0, 60, 1);
    read(3_600, 3_660, 1);
    ended(0.1, 1_200);
    assertThat(delay.seconds(0.5, ticks).getAsDouble()).isCloseTo(0.05, within(0.002));
  }

  /** Every five seconds. */
  private void read(int fromSeconds, int toSeconds, double busy) {
    for (int second = fromSeconds + 5; second <= toSeconds; second += 5) {
      delay.reading(second * 1_000L, busy);
    }
  }

  private void ended(double seconds, long count) {
    ticks.merge(seconds, count, Long::sum);
    delay.ticks(seconds * count);
  }
}
