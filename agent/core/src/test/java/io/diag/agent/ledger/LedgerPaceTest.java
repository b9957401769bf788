package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerPaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TICK = 5 * SECOND;

  private long nanos = 17;
  private long uptimeMillis;
  private final LedgerPace pace = new LedgerPace(() -> nanos, () -> uptimeMillis);

  @Test
  void theFirstReadingLeavesTheApplicationItsFirstSeconds() {
    assertThat(pace.due(false)).isFalse();
    assertThat(pace.due(true)).isFalse();
    uptimeMillis = LedgerPace.FIRST_UPTIME_MILLIS;
    assertThat(pace.due(false)).isTrue();
  }

  @Test
  void whatIsCheapComesEveryMinuteAndOnSuspicionEveryTenSeconds() {
    assertThat(readingsAnHour(10_000_000, false)).isEqualTo(60);
    assertThat(readingsAnHour(10_000_000, true)).isEqualTo(360);
  }

  @Test
  void theDearerTheMoreSeldomSoThatItStaysAFiveHundredthOfACore() {
    for (long cost : new long[] {1_000_000, 30_000_000, 139_000_000, 500_000_000, 2 * SECOND}) {
      for (boolean suspicious : new boolean[] {false, true}) {
        double share = (double) cost * readingsAnHour(cost, suspicious) / (3600 * SECOND);
        assertThat(share).as("%s ns, %s", cost, suspicious).isLessThanOrEqualTo(0.002);
      }
    }
  }

  @Test
  void howeverDearItComesAfterHalfAnHour() {
    assertThat(readingsAnHour(100 * SECOND, false)).isEqualTo(2);
  }

  private int readingsAnHour(long cost, boolean suspicious) {
    uptimeMillis = LedgerPace.FIRST_UPTIME_MILLIS;
    pace.due(suspicious);
    pace.took(cost);
    int readings = 0;
    for (int tick = 0; tick < 720; tick++) {
      nanos += TICK;
      if (pace.due(suspicious)) {
        pace.took(cost);
        readings++;
      }
    }
    return readings;
  }
}
