package io.diag.agent.eventloop.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldPaceTest {
  private final List<String> sent = new ArrayList<>();
  private final HeldPace<Integer> pace =
      new HeldPace<>(
          3,
          100,
          Comparator.<Integer>naturalOrder(),
          (one, leftOut) -> sent.add(one + " after " + leftOut),
          0);

  @Test
  void aFewAreSentAtOnceAndThenTheGreatestOfEachWhile() {
    for (int i = 1; i <= 7; i++) {
      pace.offer(i == 5 ? 50 : i, i);
    }
    assertThat(sent).containsExactly("1 after 0", "2 after 0", "3 after 0");
    pace.send(99);
    assertThat(sent).hasSize(3);
    pace.send(100);
    assertThat(sent).hasSize(4).endsWith("50 after 3");
  }

  @Test
  void quietTimesAreSavedUpToTheMost() {
    for (int i = 1; i <= 3; i++) {
      pace.offer(i, 0);
    }
    for (int i = 1; i <= 5; i++) {
      pace.offer(i, 1_000_000);
    }
    assertThat(sent).hasSize(6);
  }
}
