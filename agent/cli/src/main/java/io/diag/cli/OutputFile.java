package io.diag.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * The file that a command writes. It is begun before anything is asked of a JVM, so that a place
 * that cannot be written is known then, and appears whole or not at all.
 */
final class OutputFile {
  private final Path file;
  private final Path partial;

  private OutputFile(Path file) {
    this.file = file;
    partial = file.resolveSibling("." + file.getFileName() + ".part");
  }

  /**
   * @param replace whether a file that is there may be replaced
   * @throws CliException if it may not, or if the place cannot be written
   */
  static OutputFile begin(File out, boolean replace) throws CliException {
    OutputFile output = new OutputFile(out.getAbsoluteFile().toPath());
    if (Files.isDirectory(output.file)) {
      throw new CliException(out + " is a folder; name a file");
    }
    if (Files.exists(output.file) && !replace) {
      throw new CliException(out + " is there already; add --force to replace it");
    }
    OnInterrupt.run(output::abandon); // whenever a signal comes; of a whole file nothing is left
    try {
      Files.write(output.partial, new byte[0]);
      return output;
    } catch (IOException notWritable) {
      throw new CliException(
          "cannot write " + out + ": " + notWritable.getMessage() + "; choose a place with --out",
          notWritable);
    }
  }

  /** In the current folder, where nobody gave a name: {@code heap-4711-20260102-030405.hprof}. */
  static File named(String what, long pid, String ending) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return new File(what + "-" + pid + "-" + time + ending);
  }

  Path file() {
    return file;
  }

  /** Where its content goes until it is whole; beside it, so on the same disk. */
  Path partial() {
    return partial;
  }

  /**
   * Writes it.
   *
   * @throws CliException if the disk does not take it
   */
  void finish(byte[] content) throws CliException {
    try {
      Files.write(partial, content);
    } catch (IOException notWritten) {
      throw new CliException("cannot write " + file + ": " + notWritten.getMessage(), notWritten);
    }
    appear();
  }

  /**
   * Gives what was written to {@link #partial} its name.
   *
   * @throws CliException if the system does not
   */
  void appear() throws CliException {
    try {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException notMoved) {
      throw new CliException("cannot write " + file + ": " + notMoved.getMessage(), notMoved);
    }
  }

  /** Lets nobody else read it, for what the application had in memory. */
  void keepPrivate() {
    try {
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException noPermissionsThere) {
      // the folder's own have to do
    }
  }

  /** Removes it again, for what was needed for a while. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // in the temporary folder, with a name that says what it is
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
