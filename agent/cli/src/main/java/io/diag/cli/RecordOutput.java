package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file a recording will be in. It is begun before anything is recorded, so that a place that
 * cannot be written is known then, and appears whole or not at all.
 */
final class RecordOutput {
  private final Path file;
  private final Path partial;

  private RecordOutput(Path file) {
    this.file = file;
    partial = file.resolveSibling("." + file.getFileName() + ".part");
  }

  /**
   * @param replace whether a file that is there may be replaced
   * @throws CliException if it may not, or if the place cannot be written
   */
  static RecordOutput begin(File out, boolean replace) throws CliException {
    RecordOutput output = new RecordOutput(out.getAbsoluteFile().toPath());
    if (Files.isDirectory(output.file)) {
      throw new CliException(out + " is a folder; name a file");
    }
    if (Files.exists(output.file) && !replace) {
      throw new CliException(out + " is there already; add --force to replace it");
    }
    try {
      Files.write(output.partial, new byte[0]);
      return output;
    } catch (IOException notWritable) {
      throw new CliException(
          "cannot write " + out + ": " + notWritable.getMessage() + "; choose a place with --out",
          notWritable);
    }
  }

  Path file() {
    return file;
  }

  /**
   * Writes it.
   *
   * @throws CliException if the disk does not take it
   */
  void finish(byte[] content) throws CliException {
    try {
      Files.write(partial, content);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException notWritten) {
      throw new CliException("cannot write " + file + ": " + notWritten.getMessage(), notWritten);
    }
  }

  /** Removes what was begun. */
  void abandon() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException stays) {
      // an empty file whose name says what it is
    }
  }
}
