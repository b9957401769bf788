package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.os.RecordedFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmapsReaderTest {
  private static final String ONE =
      """
      7f0000000000-7f0000100000 rw-p 00000000 00:00 0\s
      Size:               1024 kB
      Rss:                 348 kB
      Pss:                 116 kB
      SwapPss:             900 kB
      VmFlags: rd wr mr mw me ac nh sd\s
      """;

  @TempDir Path root;

  @Test
  void eachMappingIsToldOnceInOrder() throws IOException {
    List<String> told = new ArrayList<>();
    String text = ONE + ONE.replace("7f00", "7f01").replace(" nh", "").replace("348", "1");
    int count =
        reader(text)
            .read(
                mapping ->
                    told.add(
                        Long.toHexString(mapping.start())
                            + " "
                            + mapping.bytes()
                            + " "
                            + mapping.residentBytes()
                            + " "
                            + mapping.ownBytes()
                            + " "
                            + mapping.neverHuge()));
    assertThat(count).isEqualTo(2);
    assertThat(told)
        .containsExactly(
            "7f0000000000 1048576 356352 118784 true", "7f0100000000 1048576 1024 118784 false");
  }

  @Test
  void sixThousandMappingsAreReadWithoutKeepingThem() throws IOException {
    int mappings = 6_000;
    SmapsReader reader = reader(ONE.repeat(mappings));
    long[] resident = new long[1];
    reader.read(mapping -> resident[0] += mapping.residentBytes()); // loads what it needs
    long before = allocated();
    int count = reader.read(mapping -> resident[0] += mapping.residentBytes());
    assertThat(allocated() - before).isLessThan(20_000);
    assertThat(count).isEqualTo(mappings);
    assertThat(resident[0]).isEqualTo(2L * mappings * 348 * 1024);
  }

  @Test
  void cutAnywhereItEndsAndSaysNothingThatWasNotThere() throws IOException {
    String text = ONE + ONE;
    for (int length = 0; length <= text.length(); length++) {
      long[] resident = new long[1];
      int count = reader(text.substring(0, length)).read(m -> resident[0] += m.residentBytes());
      assertThat(count).isBetween(0, 2);
      assertThat(resident[0]).isBetween(0L, 2 * 348L * 1024);
    }
  }

  @Test
  void whatIsMalformedOrEndlessDoesNoHarm() throws IOException {
    String name = "7f0000000000-7f0000100000 r--p 0 fe:00 7 /" + "x".repeat(20_000);
    assertThat(reader(name + "\nRss: 4 kB\n").read(mapping -> {})).isEqualTo(1);
    assertThat(reader("\n\n-\n7f\nRss:\nRss: many kB\nffff\n7f-\n").read(mapping -> {}))
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                new SmapsReader(new RecordedFiles(root.resolve("no")).files()).read(mapping -> {}))
        .isInstanceOf(IOException.class);
  }

  private SmapsReader reader(String text) {
    return new SmapsReader(RecordedMappings.files(root, text));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
