package io.diag.hprof;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Holds what is written until it is let go; then writes through. One thread; may block. */
final class HeldStream extends OutputStream {
  private static final int FIRST = 1 << 12;

  private final OutputStream out;
  private byte[] held = new byte[FIRST];
  private int count;

  HeldStream(OutputStream out) {
    this.out = out;
  }

  /** What is held, to be changed in place; null after it was let go. */
  byte[] held() {
    return held;
  }

  void letGo() throws IOException {
    out.write(held, 0, count);
    held = null;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (held == null) {
      out.write(bytes, offset, length);
      return;
    }
    if (length > held.length - count) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, count + length));
    }
    System.arraycopy(bytes, offset, held, count, length);
    count += length;
  }

  @Override
  public void flush() throws IOException {
    if (held == null) {
      out.flush();
    }
  }
}
