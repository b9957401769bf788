package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Holders;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentCallTest {
  @Test
  void whatTheLauncherEscapedIsReadAsItWas() {
    assertThat(AgentCall.unescaped("plain")).isEqualTo("plain");
    assertThat(AgentCall.unescaped("two\\nlines")).isEqualTo("two lines");
    assertThat(AgentCall.unescaped("C:\\\\new")).isEqualTo("C:\\new");
    assertThat(AgentCall.unescaped("cut\\")).isEqualTo("cut\\");
  }

  /** A thread may be called by two lines, and JSON escapes that with the same sign. */
  @Test
  void jsonSurvives() throws IOException {
    String name = "a\nb\\nc\"";
    Holders holders = new Holders(List.of("{thread}"), List.of(new Holders.Row(name, List.of(1L))));
    String escaped = holders.text().replace("\\", "\\\\").replace("\n", "\\n");
    assertThat(Holders.parse(AgentCall.unescaped(escaped)).rows().get(0).name()).isEqualTo(name);
  }
}
