package io.diag.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.CompatibilityTable.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityTableTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Map<String, Cell> old = new LinkedHashMap<>();
    old.put("attach", Cell.YES);
    old.put("`alloc`", Cell.no("it needs (some) symbols"));
    old.put("virtual threads", Cell.NOTHING_THERE);
    Map<String, Cell> young = new LinkedHashMap<>();
    young.put("attach", Cell.no("it needs (some) symbols"));
    young.put("`alloc`", Cell.YES);
    young.put("virtual threads", Cell.inPart("`x`, `y`"));
    CompatibilityTable table = new CompatibilityTable();
    table.put(21, young);
    table.put(8, old);

    String text = table.asMarkdown();
    assertThat(text)
        .isEqualTo(
            """
            | | JDK 8 | JDK 21 |
            | --- | --- | --- |
            | attach | yes | no (1) |
            | `alloc` | no (1) | yes |
            | virtual threads | - | in part (2) |

            1. it needs (some) symbols
            2. `x`, `y`
            """);
    Path document = Files.writeString(folder.resolve("table.md"), "# Title\n\n" + text + "\nEnd.");
    CompatibilityTable read = CompatibilityTable.read(document);
    assertThat(read.column(8)).isEqualTo(old);
    assertThat(read.column(21)).isEqualTo(young);
    assertThat(read.column(17)).isEmpty();
  }
}
