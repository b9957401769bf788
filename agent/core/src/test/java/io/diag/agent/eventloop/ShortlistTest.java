package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortlistTest {
  private final Shortlist list = new Shortlist(2, 3);

  @Test
  void fewAreAllListed() {
    assertThat(list.of(loops(0.1, 0.2))).hasSize(2);
  }

  @Test
  void ofManyTheBusiestAreListedAndStayForSomeTurns() {
    assertThat(ids(list.of(loops(0.9, 0.1, 0.5)))).containsExactly(0L, 2L);
    assertThat(ids(list.of(loops(0.1, 0.9, 0.5)))).containsExactly(0L, 2L);
    assertThat(ids(list.of(loops(0.1, 0.9, 0.5)))).containsExactly(0L, 2L);
    assertThat(ids(list.of(loops(0.1, 0.9, 0.5)))).containsExactly(1L, 2L);
  }

  private static List<LoopReading> loops(double... utilization) {
    List<LoopReading> loops = new ArrayList<>();
    for (int i = 0; i < utilization.length; i++) {
      loops.add(new LoopReading(i, "loop-" + i, null, null, utilization[i], null));
    }
    return loops;
  }

  private static List<Long> ids(List<LoopReading> loops) {
    return loops.stream().map(LoopReading::id).toList();
  }
}
