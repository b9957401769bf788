package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diag.agent.record.RecordedEvent;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.code.GrowingMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** On a recording of 3 s of a JVM that kept 8 MiB of arrays a second, by one method. */
class HeaviestConverterTest {
  private static final EventWeights LIVE =
      new EventWeights(RecordedEvent.LIVE, RecordedEvent.LIVE.interval());

  @Test
  void itTellsWhoseCodeKeepsWhat() throws IOException {
    GrowthOrigin origin = HeaviestConverter.read(recording(), LIVE, GrowingMemory.HEAP);
    assertThat(origin.stack().method()).startsWith("io.diag.e2e.subject.Leaking.");
    assertThat(origin.stack().share()).isGreaterThan(0.9);
    assertThat(origin.holders().units()).containsExactly("By");
    assertThat(origin.holders().amounts()).containsOnlyKeys("byte[]");
    assertThat((double) origin.holders().amounts().get("byte[]").get(0))
        .isCloseTo(24 << 20, within(2.0 * (1 << 20)));
  }

  @Test
  void oneThatIsCutIsSaidToBeDamaged() throws IOException {
    byte[] whole = recording();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> HeaviestConverter.read(cut, LIVE, GrowingMemory.HEAP))
        .isInstanceOf(IOException.class);
  }

  private static byte[] recording() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = HeaviestConverterTest.class.getResourceAsStream("live.jfr")) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
    }
    return bytes.toByteArray();
  }
}
