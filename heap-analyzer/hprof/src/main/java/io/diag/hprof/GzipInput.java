package io.diag.hprof;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/**
 * A dump's plain bytes, whether it is compressed or not. HotSpot writes many gzip members one after
 * the other. Looks at the input when it is first read.
 */
final class GzipInput extends InputStream {
  private static final int FIRST = 0x1F;
  private static final int SECOND = 0x8B;
  private static final int BUFFER_BYTES = 1 << 16;

  private final PushbackInputStream in;
  private InputStream plain;

  GzipInput(InputStream in) {
    this.in = new PushbackInputStream(in, 2);
  }

  @Override
  public int read() throws IOException {
    return plain().read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return plain().read(bytes, offset, length);
  }

  private InputStream plain() throws IOException {
    if (plain == null) {
      plain = isCompressed() ? new GZIPInputStream(new NeverIdle(in), BUFFER_BYTES) : in;
    }
    return plain;
  }

  private boolean isCompressed() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int second = first == FIRST ? in.read() : -1;
    if (second >= 0) {
      in.unread(second);
    }
    in.unread(first);
    return second == SECOND;
  }

  /** In a pipe nothing may be available just now: the JDK takes that for the last member's end. */
  private static final class NeverIdle extends FilterInputStream {
    NeverIdle(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
