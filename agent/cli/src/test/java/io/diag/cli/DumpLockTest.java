package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpLockTest {
  @TempDir Path folder;

  @Test
  void whoComesSecondIsRefusedUntilTheFirstIsDone() throws Exception {
    Path file = Files.createFile(folder.resolve("comm"));
    DumpLock first = DumpLock.take(file, 7);
    assertThatThrownBy(() -> DumpLock.take(file, 7))
        .isInstanceOf(CliException.class)
        .hasMessage("a heap dump of JVM 7 is being taken already; try again when it is done");
    first.close();
    DumpLock.take(file, 7).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void whereThereIsNothingToLockNobodyIsKeptAway() throws Exception {
    DumpLock.take(folder.resolve("none"), 7).close();
    assertThat(folder).isEmptyDirectory();
  }
}
