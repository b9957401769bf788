package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MallocUseTest {
  /** As JDK 25 printed it; of its arenas, two were kept. */
  @Test
  void theSumsAreReadAndNotThoseOfAnArena() {
    MallocUse use = MallocUse.parse(recorded());
    assertThat(use.fields())
        .containsEntry("arenas", 2L)
        .containsEntry("arenaBytes", 4_464_640L)
        .containsEntry("freeBytes", 1_794_651L)
        .containsEntry("largeBytes", 5_771_264L);
  }

  @Test
  void whatIsNoSuchReportIsNotKnown() {
    assertThat(MallocUse.parse("")).isNull();
    assertThat(MallocUse.parse("malloc_info(3) is not available on this platform")).isNull();
    String cut = recorded();
    assertThat(MallocUse.parse(cut.substring(0, cut.lastIndexOf("<system type=\"current\""))))
        .isNull();
  }

  static String recorded() {
    try (InputStream in = MallocUseTest.class.getResourceAsStream("malloc-25.xml")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
