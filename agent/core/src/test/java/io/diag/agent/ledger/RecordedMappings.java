package io.diag.agent.ledger;

import io.diag.agent.os.ProcFs;
import io.diag.agent.os.RecordedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Excerpts of {@code /proc/self/smaps} as Linux 6.18 wrote them, by JDK and collector. */
final class RecordedMappings {
  private RecordedMappings() {}

  static String text(String name) {
    try (InputStream in = RecordedMappings.class.getResourceAsStream("smaps-" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Files below a folder of the test whose mappings are these. */
  static ProcFs files(Path root, String text) {
    return new RecordedFiles(root).put("proc/self/smaps", text).files();
  }
}
