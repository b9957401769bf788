package io.diag.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void whatIsTooLongEndsInAnEllipsis() {
    assertThat(PlainText.of("orders", 6)).isEqualTo("orders");
    assertThat(PlainText.of("orders-1", 6)).isEqualTo("order\u2026");
  }

  @Test
  void whatCannotBeSentIsASpace() {
    assertThat(PlainText.of("a\nb\ud83d", 9)).isEqualTo("a b ");
    assertThat(PlainText.of("ab\ud83d\ude00cd", 4)).as("a cut pair").isEqualTo("ab \u2026");
    assertThat(PlainText.of("ab\ud83d\ude00", 4)).as("a whole pair").isEqualTo("ab\ud83d\ude00");
  }
}
