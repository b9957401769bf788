package io.diag.agent.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as {@code /proc} and {@code /sys} have them, below a folder of the test. */
public final class RecordedFiles {
  private final Path root;

  public RecordedFiles(Path root) {
    this.root = root;
  }

  public RecordedFiles put(String path, String text) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A line of {@code /proc/self/mountinfo}. */
  public static String mount(String from, String to, String type, String options) {
    return "30 24 0:26 " + from + " " + to + " rw shared:4 - " + type + " cgroup " + options + "\n";
  }

  public ProcFs files() {
    return new ProcFs(root.toFile());
  }
}
