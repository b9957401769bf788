package io.diag.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Severity;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimCodecTest {
  private final Claim claim =
      new Claim(Severity.NOTICE, Confidence.LIKELY, "It grows.", List.of(), List.of());

  @Test
  void aNoticeOfAnOlderCollectorIsReadByTheNameItHad() throws IOException {
    String now = ClaimCodec.write(claim);
    assertThat(now).contains("\"notice\"");
    assertThat(ClaimCodec.read(now).severity()).isEqualTo(Severity.NOTICE);
    assertThat(ClaimCodec.read(now.replace("notice", "info")).severity())
        .isEqualTo(Severity.NOTICE);
  }

  @Test
  void aSeverityThatNeverWasIsRefused() {
    assertThatThrownBy(() -> ClaimCodec.read(ClaimCodec.write(claim).replace("notice", "fatal")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no severity is called 'fatal'");
  }
}
