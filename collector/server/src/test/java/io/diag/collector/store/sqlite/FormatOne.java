package io.diag.collector.store.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A data directory that the last collector of format 1 wrote: two JVMs, one of them with readings
 * and a profile on each of three days and a goodbye. Beside it what that collector answered.
 */
public final class FormatOne {
  public static final List<String> DAYS = List.of("2026-11-20", "2026-11-21", "2026-11-22");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path directory;

  private FormatOne(Path directory) {
    this.directory = directory;
  }

  public static FormatOne unpack(Path directory) throws IOException {
    try (InputStream in = FormatOne.class.getResourceAsStream("/store/format-1.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.copy(zip, file);
        }
      }
    }
    return new FormatOne(directory);
  }

  public Path data() {
    return directory.resolve("data");
  }

  public Path day(String day) {
    return data().resolve("day-" + day + ".db");
  }

  /** What was answered then: jvms, jvm, series or profile. */
  public JsonNode answer(String name) throws IOException {
    return MAPPER.readTree(directory.resolve("answers/" + name + ".json").toFile());
  }
}
