package io.diag.agent.profile;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.function.BinaryOperator;

/** A file in memory alone, which the launcher makes where no folder allows a library. */
final class MemoryFile implements Closeable {
  private static final String FOLDER = "/proc/self/fd/";

  private final BinaryOperator<String> resident;
  private final String path;

  private MemoryFile(BinaryOperator<String> resident, String path) {
    this.resident = resident;
    this.path = path;
  }

  /**
   * Makes an empty one.
   *
   * @param resident the launcher's door: verbs memory and forget
   * @throws IOException if this JDK or system has none, or forbids native access
   */
  static MemoryFile create(BinaryOperator<String> resident) throws IOException {
    try {
      return new MemoryFile(resident, resident.apply("memory", null));
    } catch (RuntimeException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  /** By which this process alone can open it. */
  File path() {
    return new File(path);
  }

  /** Whether such a file was at that path, which may be null. */
  static boolean isPath(String path) {
    return path != null && path.startsWith(FOLDER);
  }

  /** What is mapped from it stays. */
  @Override
  public void close() throws IOException {
    try {
      if (resident.apply("forget", path) == null) {
        throw new IOException("a file in memory stays open");
      }
    } catch (RuntimeException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }
}
