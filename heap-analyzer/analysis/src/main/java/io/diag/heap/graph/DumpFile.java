package io.diag.heap.graph;

import io.diag.hprof.HprofReader;
import io.diag.hprof.HprofVisitor;
import io.diag.hprof.ReadOutcome;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A dump as a plain file, which is read more than once. Immutable. */
public final class DumpFile {
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final long bytes;

  private DumpFile(Path path) throws IOException {
    this(path, Files.size(path));
  }

  private DumpFile(Path path, long bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * Takes a file as it is, or unpacks it where it is compressed with gzip. One that is cut is
   * unpacked as far as it goes.
   *
   * @param unpacked where to
   */
  public static DumpFile of(Path file, Path unpacked, Progress progress) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (in.read() != 0x1F || in.read() != 0x8B) {
        return new DumpFile(file);
      }
    }
    try (InputStream in = new Counted(Files.newInputStream(file), file, "unpack", progress);
        OutputStream out = Files.newOutputStream(unpacked)) {
      unpack(in, out, file);
    }
    return new DumpFile(unpacked);
  }

  /** A plain file of a known size, which need not be there any more. */
  static DumpFile plain(Path file, long bytes) {
    return new DumpFile(file, bytes);
  }

  public Path path() {
    return path;
  }

  /** Bytes, uncompressed. */
  public long bytes() {
    return bytes;
  }

  /**
   * Reads all of it. Blocks for as long.
   *
   * @param step what the reading is for, for those who wait
   */
  public ReadOutcome read(HprofVisitor visitor, String step, Progress progress) throws IOException {
    try (InputStream in = new Counted(Files.newInputStream(path), path, step, progress)) {
      return HprofReader.read(in, visitor);
    }
  }

  private static void unpack(InputStream in, OutputStream out, Path file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long written = 0;
    try (InputStream plain = new GZIPInputStream(in, CHUNK)) {
      for (int read = plain.read(chunk); read >= 0; read = plain.read(chunk)) {
        out.write(chunk, 0, read);
        written += read;
      }
    } catch (EOFException e) {
      // Cut: what there is will be read, and called partial.
    } catch (ZipException e) {
      throw new IOException(
          String.format(
              "0x%X in %s: its compressed data are damaged: %s", written, file, e.getMessage()),
          e);
    }
  }

  /** Tells how far it is, a thousand times at most. */
  private static final class Counted extends FilterInputStream {
    private final long total;
    private final String step;
    private final Progress progress;
    private long read;
    private long told;

    Counted(InputStream in, Path file, String step, Progress progress) throws IOException {
      super(in);
      total = Files.size(file);
      this.step = step;
      this.progress = progress;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      read += Math.max(0, count);
      if (read - told > total / 1000) {
        told = read;
        progress.at(step, read, total);
      }
      return count;
    }
  }
}
