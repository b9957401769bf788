package io.diag.heap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of an index: one that was named and stays, or one for a while. */
record IndexFolder(Path path, boolean passing) implements Closeable {
  /**
   * @param named null for a folder that goes again
   */
  static IndexFolder of(Path named) throws IOException {
    return named != null
        ? new IndexFolder(named, false)
        : new IndexFolder(Files.createTempDirectory("diag-heap"), true);
  }

  @Override
  public void close() throws IOException {
    if (!passing) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(path)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(path);
  }
}
