package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthSuspicionTest {
  private static final long MB = 1L << 20;

  private final GrowthSuspicion suspicion = new GrowthSuspicion();
  private long anonymous = 500 * MB;
  private long explained = 400 * MB;

  @Test
  void whatTheJvmTookItselfIsNotSuspicious() {
    for (int tick = 0; tick < 100; tick++) {
      assertThat(rises(20 * MB, 20 * MB)).isFalse();
    }
  }

  @Test
  void aFastLeakIsSuspiciousAtOnceAndASlowOneWithinAMinute() {
    assertThat(rises(0, 0)).isFalse();
    assertThat(rises(40 * MB, 0)).isTrue();
    int ticks = 0;
    GrowthSuspicion slow = new GrowthSuspicion();
    while (!slow.rises(ticks * MB, 0)) { // 0.2 MB/s
      ticks++;
    }
    assertThat(ticks).isEqualTo(9);
  }

  @Test
  void whatEndedTwoMinutesAgoIsForgotten() {
    rises(0, 0);
    assertThat(rises(100 * MB, 0)).isTrue();
    for (int tick = 1; tick < GrowthSuspicion.TICKS - 1; tick++) {
      assertThat(rises(0, 0)).isTrue();
    }
    for (int tick = 0; tick < 200; tick++) {
      assertThat(rises(0, 0)).isFalse();
    }
  }

  @Test
  void memoryThatIsGivenBackIsNotSuspicious() {
    rises(0, 0);
    assertThat(rises(-100 * MB, 0)).isFalse();
  }

  private boolean rises(long more, long moreExplained) {
    anonymous += more;
    explained += moreExplained;
    return suspicion.rises(anonymous, explained);
  }
}
