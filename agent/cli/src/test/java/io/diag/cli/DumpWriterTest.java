package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.hprof.AllowedFields;
import io.diag.hprof.RedactionKey;
import io.diag.hprof.Redactor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpWriterTest {
  private static final byte[] BYTES =
      "not a dump, and taken as it is".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void whatIsNeitherRedactedNorCompressedIsWrittenByteByByte() throws IOException {
    Path file = Files.writeString(folder.resolve("part"), "what was there before, and is longer");
    DumpWriter writer = new DumpWriter(file, false, null);
    writer.write(new ByteArrayInputStream(BYTES));
    assertThat(writer.isVerbatim()).isTrue();
    assertThat(file).hasBinaryContent(BYTES);
    assertThat(writer.readBytes()).isEqualTo(BYTES.length);
  }

  @Test
  void whatIsCompressedComesOutAgain() throws IOException {
    Path file = Files.createFile(folder.resolve("part"));
    DumpWriter writer = new DumpWriter(file, true, null);
    writer.write(new ByteArrayInputStream(BYTES));
    assertThat(writer.isVerbatim()).isFalse();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(in.readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void aFileThatWasRemovedMeanwhileIsNotMadeAgain() {
    DumpWriter writer = new DumpWriter(folder.resolve("gone"), false, null);
    assertThatThrownBy(() -> writer.write(new ByteArrayInputStream(BYTES)))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsRedactedMustBeAWholeDump() throws IOException {
    Path file = Files.createFile(folder.resolve("part"));
    Redactor redactor = new Redactor(RedactionKey.random(), AllowedFields.DEFAULT, Set.of());
    assertThatThrownBy(
            () -> new DumpWriter(file, false, redactor).write(new ByteArrayInputStream(BYTES)))
        .hasMessageContaining("is no HPROF");
    byte[] cut = "JAVA PROFILE 1.0.2".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(
            () -> new DumpWriter(file, false, redactor).write(new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the dump is not whole: truncated at 0x12");
  }
}
