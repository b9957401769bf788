package io.diag.collector.heap;

import io.diag.collector.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes what a request carries to a file, with a buffer of it in memory and no more. Blocks as
 * long as the sender takes.
 */
final class DumpUpload {
  private static final int BUFFER_BYTES = 64 << 10;

  /** How often the room on the disk is looked at. */
  private static final long CHECK_BYTES = 64L << 20;

  private static final byte[] HPROF = "JAVA PROFILE 1.0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /** Looks at the room that is left. */
  @FunctionalInterface
  interface Room {
    /**
     * @throws ProblemException if there is too little
     */
    void require() throws IOException;
  }

  private DumpUpload() {}

  /**
   * @param length the Content-Length, or -1
   * @param maxBytes more is refused
   * @return how many bytes came
   * @throws ProblemException if it is no dump, too large, cut off, or there is no room
   */
  static long write(InputStream in, long length, long maxBytes, Path file, Room room)
      throws IOException {
    requireSize(length, maxBytes);
    long bytes = 0;
    long checkedAt = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    room.require();
    try (OutputStream out = Files.newOutputStream(file)) {
      int count = in.readNBytes(buffer, 0, HPROF.length);
      requireDump(Arrays.copyOf(buffer, count));
      while (count > 0) {
        bytes += count;
        requireSize(bytes, maxBytes);
        if (bytes - checkedAt > CHECK_BYTES) {
          checkedAt = bytes;
          room.require();
        }
        out.write(buffer, 0, count);
        count = Math.max(0, read(in, buffer));
      }
    }
    if (length >= 0 && bytes < length) {
      throw cutOff();
    }
    return bytes;
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException ended) {
      throw cutOff();
    }
  }

  /**
   * @throws ProblemException if a file is no dump by its beginning
   */
  static void requireDump(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      requireDump(in.readNBytes(HPROF.length));
    }
  }

  private static void requireDump(byte[] start) {
    boolean hprof = Arrays.equals(start, HPROF);
    boolean gzip = start.length > 1 && start[0] == GZIP[0] && start[1] == GZIP[1];
    if (!hprof && !gzip) {
      throw new ProblemException(
          422,
          "no-heap-dump",
          "Not a heap dump",
          "The body begins neither as an HPROF file (JAVA PROFILE 1.0) nor as gzip; send the file"
              + " that jcmd GC.heap_dump or java -jar diag.jar heap wrote.");
    }
  }

  /**
   * @throws ProblemException if it is more than there may be
   */
  static void requireSize(long bytes, long maxBytes) {
    if (bytes > maxBytes) {
      throw new ProblemException(
          413,
          "too-large",
          "Heap dump too large",
          "Heap dumps may take "
              + maxBytes
              + " bytes together; compress it with gzip, or start the collector with a larger"
              + " --heap-gb.");
    }
  }

  private static ProblemException cutOff() {
    return new ProblemException(
        400,
        "truncated",
        "Body cut short",
        "The connection ended in the middle of the dump; nothing was kept, send it again.");
  }
}
