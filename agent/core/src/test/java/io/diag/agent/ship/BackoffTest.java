package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleToThirtySecondsAndStartAnew() {
    Backoff backoff = new Backoff(() -> 0);
    long[] pauses = new long[7];
    for (int i = 0; i < pauses.length; i++) {
      pauses[i] = backoff.nextMillis();
    }
    assertThat(pauses).containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000);
    backoff.reset();
    assertThat(backoff.nextMillis()).isEqualTo(1_000);
  }

  @Test
  void chanceShortensAPauseByHalfAtMost() {
    assertThat(new Backoff(() -> 0.999).nextMillis()).isBetween(500L, 510L);
  }
}
