package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldersTest {
  @Test
  void whatIsWrittenIsRead() throws IOException {
    Holders holders =
        new Holders(
            List.of("{loader}", "{class}"),
            List.of(
                new Holders.Row("com.acme.\"Plugin\"", List.of(1_243L, 2_486L)),
                new Holders.Row("java.net.URLClassLoader", List.of(2L, 30L))));
    Holders read = Holders.parse(holders.text());
    assertThat(read.units()).isEqualTo(holders.units());
    assertThat(read.tree()).isEqualTo(holders.tree());
    assertThat(holders.text()).doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"holders\":{}}", "{\"holders\":{\"units\":[],\"rows\":[1]}}"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Holders.parse(text)).isInstanceOf(IOException.class);
  }
}
