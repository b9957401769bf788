package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeapEstimateTest {
  @Test
  void aFileAndAPauseAreToldFromWhatIsUsed() {
    HeapEstimate estimate = new HeapEstimate(OptionalLong.of(2L << 30));
    assertThat(estimate.fileBytes()).isEqualTo((3L << 30) + (16 << 20));
    assertThat(estimate.minSeconds()).isEqualTo(6.0);
    assertThat(estimate.sentence(7, false))
        .isEqualTo(
            "2048 MB of heap in use: JVM 7 stands still after a full collection for about 6.0 to"
                + " 18.0 s, while it writes up to 3088 MB");
    assertThat(estimate.sentence(7, true)).contains("JVM 7 stands still for about 6.0 to 18.0 s");
  }

  @Test
  void whatIsUnknownIsSaidAndNotTakenForNothing() {
    HeapEstimate estimate = new HeapEstimate(OptionalLong.empty());
    assertThat(estimate.sentence(7, true))
        .isEqualTo(
            "JVM 7 does not tell how full its heap is; it stands still for 3 to 6 s a GB while it"
                + " writes");
  }

  @Test
  void megabytesAreRoundedUp() {
    assertThat(HeapEstimate.megabytes(0)).isEqualTo("0 MB");
    assertThat(HeapEstimate.megabytes(1)).isEqualTo("1 MB");
    assertThat(HeapEstimate.megabytes((5 << 20) + 1)).isEqualTo("6 MB");
  }
}
