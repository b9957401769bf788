package io.diag.hprof;

import java.io.IOException;
import java.util.Arrays;

/**
 * The fields of an instance, the elements of an array or the bytes of a string, to be read once and
 * in order, or only in part. It is good only within the call that got it; the thread that reads the
 * dump alone may use it. All values are big-endian, and nothing is allocated but by {@link
 * #readBytes}.
 *
 * <p>Where the dump is cut within it, its methods end with an exception that {@link HprofReader}
 * knows; a visitor lets it pass. Up to {@link #MAX_WINDOW} bytes are always whole before a visitor
 * gets them.
 */
public final class Contents {
  /** So much can be had in one piece. */
  public static final int MAX_WINDOW = Window.MAX;

  private final Window in;
  private long start;
  private long end;

  Contents(Window in) {
    this.in = in;
  }

  /** Contents that come from nowhere else, for what is written. */
  public static Contents of(byte[] bytes) {
    Contents contents = new Contents(new Window(bytes, 8));
    contents.open(bytes.length);
    return contents;
  }

  Contents open(long length) {
    start = in.offset();
    end = start + length;
    return this;
  }

  /** Skips what nobody read. */
  void finish() throws IOException {
    in.skip(end - in.offset());
  }

  /** Where it begins, in bytes from the beginning of the uncompressed dump. */
  public long offset() {
    return start;
  }

  /** All its bytes, read or not. */
  public long length() {
    return end - start;
  }

  public long remaining() {
    return end - in.offset();
  }

  public int readByte() throws IOException {
    need(1);
    return in.u1();
  }

  public int readChar() throws IOException {
    need(2);
    return in.u2();
  }

  public int readInt() throws IOException {
    need(4);
    return in.u4();
  }

  public long readLong() throws IOException {
    need(8);
    return in.u8();
  }

  /** An id of the dump's size; 0 is null. */
  public long readId() throws IOException {
    need(in.idSize());
    return in.id();
  }

  /** A value of any type, as the bits that it has in the dump, the lower ones. */
  public long readValue(BasicType type) throws IOException {
    switch (type.size(in.idSize())) {
      case 1:
        return readByte();
      case 2:
        return readChar();
      case 4:
        return readInt() & 0xFFFFFFFFL;
      default:
        return readLong();
    }
  }

  /**
   * Makes sure that some bytes can be read from {@link #array} in one piece.
   *
   * @param wanted at most {@link #MAX_WINDOW} and {@link #remaining}
   * @return how many there are in one piece: at least as wanted, and no more than remain
   */
  public int window(int wanted) throws IOException {
    if (wanted > MAX_WINDOW) {
      throw new IllegalArgumentException(wanted + " bytes in one piece");
    }
    need(wanted);
    in.require(wanted);
    return (int) Math.min(remaining(), in.ready());
  }

  /** What holds the window, from {@link #position} on. Nobody writes to it; the next call moves. */
  public byte[] array() {
    return in.array();
  }

  public int position() {
    return in.position();
  }

  public void skip(long bytes) throws IOException {
    need(bytes);
    in.skip(bytes);
  }

  /** Allocates as it reads: never more than four times of what there is. */
  public byte[] readBytes(int count) throws IOException {
    need(count);
    byte[] bytes = new byte[Math.min(count, in.ready())];
    int filled = 0;
    while (filled < count) {
      int piece = Math.min(count - filled, window(1));
      if (filled + piece > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * (filled + piece)));
      }
      System.arraycopy(array(), position(), bytes, filled, piece);
      in.skip(piece);
      filled += piece;
    }
    return bytes;
  }

  private void need(long bytes) throws IOException {
    if (bytes < 0 || bytes > remaining()) {
      throw in.bad("has " + length() + " bytes, which is less than its class or count tells");
    }
  }
}
