package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileSpanTest {
  @Test
  void whatIsWrittenIsReadAgain() throws WireException {
    ProfileSpan span =
        new ProfileSpan(
            1_763_800_000_000L,
            Arrays.asList(
                new ProfileSpan.Event("cpu", 10_000_000, 5_300_000_000L),
                new ProfileSpan.Event("alloc", 524_288, null)),
            17,
            "wall for 30 s, by command 4f2a");

    ProfileSpan read = ProfileSpan.read(span.headers()::get);

    assertThat(read.fromMillis()).isEqualTo(1_763_800_000_000L);
    assertThat(read.event("cpu").interval()).isEqualTo(10_000_000);
    assertThat(read.event("cpu").total()).isEqualTo(5_300_000_000L);
    assertThat(read.event("alloc").total()).isNull();
    assertThat(read.event("wall")).isNull();
    assertThat(read.skipped()).isEqualTo(17);
    assertThat(read.seam()).isEqualTo("wall for 30 s, by command 4f2a");
  }

  @Test
  void anOlderSenderSaysNothingOfIt() throws WireException {
    assertThat(ProfileSpan.read(name -> null)).isNull();
  }

  @Test
  void anEventWithoutItsIntervalIsRefusedByName() {
    Map<String, String> headers = new HashMap<>();
    headers.put(Wire.EVENTS_HEADER, "cpu");
    assertThatThrownBy(() -> ProfileSpan.read(headers::get))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("'cpu'");
  }

  @Test
  void aReasonCannotBreakOutOfItsHeader() {
    ProfileSpan span =
        new ProfileSpan(1, Arrays.asList(new ProfileSpan.Event("cpu", 1, null)), 0, "a\r\nHost: b");
    assertThat(span.headers().get(Wire.SEAM_HEADER)).isEqualTo("a??Host: b");
  }
}
