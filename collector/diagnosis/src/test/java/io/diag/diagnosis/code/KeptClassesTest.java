package io.diag.diagnosis.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptClassesTest {
  private final KeptClasses kept = new KeptClasses();

  @Test
  void theLargestComeFirstHoweverManyStacksTheyAreFrom() {
    kept.add("byte[]", 300);
    kept.add("com/acme/Order", 200);
    kept.add("com.acme.Order", 200);
    assertThat(kept.most().units()).containsExactly("By");
    assertThat(kept.most().amounts())
        .containsExactly(entry("com.acme.Order", List.of(400L)), entry("byte[]", List.of(300L)));
  }

  @Test
  void whatIsHardlyThereIsLeftOut() {
    kept.add("com.acme.Order", 990);
    kept.add("byte[]", 10);
    assertThat(kept.most().amounts()).containsOnlyKeys("com.acme.Order");
  }

  @Test
  void eightAreTold() {
    for (int i = 0; i < 20; i++) {
      kept.add("com.acme.Class" + i, 100 + i);
    }
    assertThat(kept.most().amounts()).hasSize(8).containsKeys("com.acme.Class19");
  }

  @Test
  void ofNothingNothingIsTold() {
    kept.add("byte[]", 0);
    assertThat(kept.most()).isNull();
  }
}
