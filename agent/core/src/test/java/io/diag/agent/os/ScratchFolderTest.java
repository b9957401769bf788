package io.diag.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir Path parent;

  @Test
  void theFolderIsItsOwnersAloneAndGoesWithItsFiles() throws IOException {
    try (ScratchFolder scratch = ScratchFolder.create(parent.toFile())) {
      Path file = scratch.file("library.so").toPath();
      Files.writeString(file, "x");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAKilledJvmForgotIsRemovedButNothingElse() throws IOException {
    Path forgotten = Files.createDirectory(parent.resolve("diag-0123456789abcdef"));
    Files.writeString(forgotten.resolve("cpu.jfr"), "x");
    assertThat(forgotten.toFile().setLastModified(1)).isTrue();
    Path other = Files.createDirectory(parent.resolve("diag-mine"));
    assertThat(other.toFile().setLastModified(1)).isTrue();
    ScratchFolder.create(parent.toFile()).close();
    assertThat(parent.toFile().list()).containsExactly("diag-mine");
  }

  @Test
  void aFolderWithACommaIsNoCandidate() throws IOException {
    Path comma = Files.createDirectory(parent.resolve("a,b"));
    assertThat(ScratchFolder.candidates(Map.of("java.io.tmpdir", comma.toString())))
        .doesNotContain(comma.toFile())
        .contains(new File("/tmp"));
  }
}
