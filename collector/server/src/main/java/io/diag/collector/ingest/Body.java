package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import io.diag.collector.api.UnreadBody;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** What a request carries, read up to the protocol's bounds whatever its headers say. */
final class Body {
  private static final int BUFFER_BYTES = 16 << 10;

  /** A sender slower than this holds one of few slots without use. */
  private static final long MAX_NANOS = 30_000_000_000L;

  private Body() {}

  /**
   * Reads what was sent, still compressed. Blocks.
   *
   * @param length the Content-Length, or -1
   * @throws ProblemException if it is too large or ends early
   */
  static byte[] read(InputStream in, long length) {
    if (length > Wire.MAX_SENT_BYTES) {
      UnreadBody.discard(in);
      throw tooLarge("as sent", Wire.MAX_SENT_BYTES);
    }
    byte[] bytes = readInTime(in);
    if (bytes.length > Wire.MAX_SENT_BYTES) {
      UnreadBody.discard(in);
      throw tooLarge("as sent", Wire.MAX_SENT_BYTES);
    }
    if (length >= 0 && bytes.length < length) {
      throw truncated("Content-Length is " + length + " but " + bytes.length + " bytes came");
    }
    return bytes;
  }

  private static byte[] readInTime(InputStream in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    byte[] buffer = new byte[BUFFER_BYTES];
    long start = System.nanoTime();
    try {
      int count;
      while (bytes.size() <= Wire.MAX_SENT_BYTES && (count = in.read(buffer)) >= 0) {
        bytes.write(buffer, 0, count);
        if (System.nanoTime() - start > MAX_NANOS) {
          throw new ProblemException(
              408, "too-slow", "Body too slow", "A body must come within 30 s; send it again.");
        }
      }
    } catch (IOException e) {
      throw truncated("The connection ended in the middle of the body");
    }
    return bytes.toByteArray();
  }

  /**
   * The body as it was before compression. Reading it throws a {@link ProblemException} where it is
   * cut, damaged or larger than allowed.
   *
   * @param encoding the Content-Encoding, or null
   */
  static InputStream inflated(byte[] sent, String encoding) {
    String name = encoding == null ? "identity" : encoding.trim().toLowerCase(Locale.ROOT);
    if (name.equals("identity")) {
      return new ByteArrayInputStream(sent);
    }
    if (!name.equals("gzip")) {
      throw new ProblemException(
          415,
          "content-encoding",
          "Content encoding not accepted",
          "The Content-Encoding is '" + encoding + "'; send gzip or none.");
    }
    try {
      return new BoundedStream(new GZIPInputStream(new ByteArrayInputStream(sent)));
    } catch (IOException e) {
      throw notGzip(e);
    }
  }

  private static ProblemException notGzip(IOException e) {
    if (e instanceof EOFException) {
      return truncated("The gzip data end early");
    }
    return new ProblemException(
        400,
        "not-gzip",
        "Not gzip",
        "Content-Encoding says gzip, but the body is not: " + e.getMessage() + ".");
  }

  private static ProblemException truncated(String what) {
    return new ProblemException(
        400, "truncated", "Body cut short", what + "; nothing was stored, send it again.");
  }

  private static ProblemException tooLarge(String how, int limit) {
    return new ProblemException(
        413,
        "too-large",
        "Item too large",
        "An item may have " + limit + " bytes " + how + "; send less at once.");
  }

  /** Counts what comes out, because a small body may inflate without end. */
  private static final class BoundedStream extends InputStream {
    private final InputStream in;
    private long left = Wire.MAX_INFLATED_BYTES;

    BoundedStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int count;
      try {
        count = in.read(buffer, offset, length);
      } catch (IOException e) {
        throw notGzip(e);
      }
      left -= Math.max(0, count);
      if (left < 0) {
        throw tooLarge("inflated", Wire.MAX_INFLATED_BYTES);
      }
      return count;
    }
  }
}
