package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThroughputFloorTest {
  private long now;
  private final ThroughputFloor floor = new ThroughputFloor(1_000_000, 5_000, () -> now * 1_000);

  // a window is 5 microseconds here: 1 byte in each is the floor

  @Test
  void whoKeepsUpWithTheFloorMayGoOn() throws Exception {
    floor.full();
    for (int i = 0; i < 10; i++) {
      now += 5;
      floor.delivered(5);
      floor.full();
    }
  }

  @Test
  void whoDoesLessOverAWindowMayNot() throws Exception {
    floor.full();
    now += 4;
    assertThatCode(floor::full).as("the window is not over").doesNotThrowAnyException();
    now += 1;
    floor.delivered(4);
    assertThatThrownBy(floor::full).hasMessageContaining("below 1 MB/s");
  }

  @Test
  void timeInWhichNothingWaitedDoesNotCount() throws Exception {
    floor.full();
    floor.empty();
    now += 1_000;
    assertThatCode(floor::full).doesNotThrowAnyException();
  }
}
