package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MallocUseTest {
  /** As printed by JDK 25; of the arenas, two were kept. */
  @Test
  void theSumsAreReadAndNotThoseOfAnArena() {
    MallocUse use = MallocUse.parse(recorded("2.36"));
    assertThat(use.fields())
        .containsEntry("arenas", 2L)
        .containsEntry("arenaBytes", 4_464_640L)
        .containsEntry("freeBytes", 1_794_651L)
        .containsEntry("largeBytes", 5_771_264L);
  }

  /** There are no fast bins any more, and no sum of them. */
  @Test
  void ofANewerLibraryThereAreNoFastBins() {
    assertThat(MallocUse.parse(recorded("2.43")).fields())
        .containsEntry("arenaBytes", 4_177_920L)
        .containsEntry("freeBytes", 1_715_376L)
        .containsEntry("largeBytes", 3_272_704L);
  }

  @Test
  void anOlderLibraryDoesNotCountLargeBlocks() {
    String older = recorded("2.36").replaceAll("<total type=\"mmap\"[^>]*>", "");
    assertThat(MallocUse.parse(older).fields())
        .containsOnlyKeys("arenas", "arenaBytes", "freeBytes");
  }

  @Test
  void whatIsNoSuchReportIsNotKnown() {
    assertThat(MallocUse.parse("")).isNull();
    assertThat(MallocUse.parse("malloc_info(3) is not available on this platform")).isNull();
    String cut = recorded("2.36");
    assertThat(MallocUse.parse(cut.substring(0, cut.lastIndexOf("<system type=\"current\""))))
        .isNull();
  }

  static String recorded(String glibc) {
    String name = "malloc-glibc-" + glibc + ".xml";
    try (InputStream in = MallocUseTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
