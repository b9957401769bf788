package io.diag.agent.cpu;

import io.diag.agent.os.ScratchFolder;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;

/**
 * One running recording of async-profiler. Its file loses its name as soon as both sides have it
 * open, so that nothing stays behind however the process ends; it only grows, until the recording
 * is closed.
 */
final class JfrRecording implements Closeable {
  /** "FLR\0": how every JFR chunk begins. */
  private static final int MAGIC = 0x464c5200;

  private static final int HEADER_BYTES = 68;

  /** Read into the application's own heap; a minute of a busy server is some 3 MB. */
  private static final int MAX_CHUNK_BYTES = 16 << 20;

  /**
   * Leaves out what async-profiler would add on its own: system information, system properties
   * (they may hold secrets), native libraries, CPU load and heap summaries.
   */
  private static final String BARE = "jfr=0x1f";

  private final NativeProfiler profiler;
  private final RandomAccessFile file;
  private long offset;

  private JfrRecording(NativeProfiler profiler, RandomAccessFile file) {
    this.profiler = profiler;
    this.file = file;
  }

  /**
   * Starts profiling into a new file.
   *
   * @param event as async-profiler names it
   * @throws IOException if no folder can hold the file
   * @throws IllegalStateException if the profiler refuses
   */
  static JfrRecording start(
      NativeProfiler profiler, List<File> folders, String event, long intervalNanos)
      throws IOException {
    stopLeftOver(profiler);
    IOException last = new IOException("no folder to record to");
    for (File parent : folders) {
      try (ScratchFolder scratch = ScratchFolder.create(parent)) {
        File path = scratch.file("cpu.jfr");
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        try {
          profiler.execute(
              "start,event="
                  + event
                  + ",interval="
                  + intervalNanos
                  + ","
                  + BARE
                  + ",loglevel=none,file="
                  + path);
          return new JfrRecording(profiler, file);
        } catch (RuntimeException refused) {
          file.close();
          throw refused;
        }
      } catch (IOException unusable) {
        last = unusable;
      }
    }
    throw last;
  }

  /** A session that ended without its last word may have left the profiler running. */
  private static void stopLeftOver(NativeProfiler profiler) {
    try {
      profiler.execute("stop");
    } catch (IllegalStateException notRunning) {
      // as it should be
    }
  }

  /** Bytes in the file so far. */
  long size() throws IOException {
    return file.length();
  }

  /**
   * Seals what was recorded since the last call as a chunk that stands alone, without stopping, and
   * returns it.
   *
   * @throws IOException if the file does not hold a whole chunk, as when the disk is full
   */
  byte[] seal() throws IOException {
    profiler.execute("dump,jfr");
    return next();
  }

  /** Stops profiling and returns the last chunk; the recording is closed then. */
  byte[] finish() throws IOException {
    profiler.execute("stop");
    try {
      return next();
    } finally {
      file.close();
    }
  }

  /** Stops profiling if it still runs, whatever state it is in. */
  @Override
  public void close() throws IOException {
    try {
      profiler.execute("stop");
    } catch (IllegalStateException notRunning) {
      // that is what was wanted
    } finally {
      file.close();
    }
  }

  private byte[] next() throws IOException {
    long length = file.length();
    if (length - offset < HEADER_BYTES) {
      throw new IOException("the recording holds no new chunk; is the disk full?");
    }
    file.seek(offset);
    int magic = file.readInt();
    file.seek(offset + 8);
    long size = file.readLong();
    if (magic != MAGIC || size < HEADER_BYTES || size > MAX_CHUNK_BYTES) {
      throw new IOException("the recording is not readable at byte " + offset);
    }
    if (offset + size > length) {
      throw new IOException("the recording ends inside a chunk; is the disk full?");
    }
    byte[] chunk = new byte[(int) size];
    file.seek(offset);
    file.readFully(chunk);
    offset += size;
    return chunk;
  }
}
