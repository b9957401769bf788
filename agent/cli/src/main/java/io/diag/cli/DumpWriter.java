package io.diag.cli;

import io.diag.hprof.RedactionOutcome;
import io.diag.hprof.Redactor;
import io.diag.hprof.Truncation;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes a dump as it comes to a file: as it is or redacted, plain or compressed. */
final class DumpWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final boolean compressed;
  private final Redactor redactor;
  private volatile long readBytes;

  /**
   * @param file is there already
   * @param redactor or null, to leave all as it is
   */
  DumpWriter(Path file, boolean compressed, Redactor redactor) {
    this.file = file;
    this.compressed = compressed;
    this.redactor = redactor;
  }

  /** Whether the file will be what the JVM writes, byte by byte. */
  boolean isVerbatim() {
    return !compressed && redactor == null;
  }

  /** Of the dump, so far; any thread. */
  long readBytes() {
    return readBytes;
  }

  /**
   * Writes all of it. Blocks as input and disk do.
   *
   * @param in is not closed
   * @throws IOException if either fails, or if what is redacted is no whole dump
   */
  void write(InputStream in) throws IOException {
    InputStream counted = new Counted(in);
    try (OutputStream out = open()) {
      if (redactor == null) {
        copy(counted, out);
      } else {
        RedactionOutcome outcome = redactor.redact(counted, out);
        Optional<Truncation> cut = outcome.read().truncation();
        if (cut.isPresent()) {
          throw new IOException("the dump is not whole: " + cut.get());
        }
      }
    }
  }

  private OutputStream open() throws IOException {
    // never creates it: it may have been removed meanwhile, for good
    OutputStream plain =
        new BufferedOutputStream(
            Files.newOutputStream(
                file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
            BUFFER_BYTES);
    return compressed ? new FastGzip(plain) : plain;
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  /** At the level at which a dump is a third of its size, and a core does some 100 MB a second. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that writes counts
    private void count(int bytes) {
      readBytes += bytes;
    }
  }
}
