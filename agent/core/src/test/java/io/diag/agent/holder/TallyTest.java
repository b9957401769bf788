package io.diag.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Holders;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void theLargestByTheUnitThatDecidesComeFirst() {
    Tally tally = new Tally();
    tally.add("a", 1, 100);
    tally.add("b", 5, 10);
    tally.add("a", 1, 1);
    Holders most = tally.most(List.of("{mapping}", "By"), 1);
    assertThat(most.units()).containsExactly("{mapping}", "By");
    assertThat(most.rows()).extracting(Holders.Row::name).containsExactly("a", "b");
    assertThat(most.rows().get(0).amounts()).containsExactly(2L, 101L);
  }

  @Test
  void fewAreToldHoweverManyNamesCome() {
    Tally tally = new Tally();
    for (int i = 0; i < 100_000; i++) {
      tally.add("name-" + i, 1);
    }
    Holders most = tally.most(List.of("{thread}"), 0);
    assertThat(most.rows()).hasSize(Holders.MOST);
    assertThat(most.rows().get(0).name()).isEqualTo("(others)");
    assertThat(most.rows().get(0).amounts()).containsExactly(98_000L);
  }
}
