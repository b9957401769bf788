package io.diag.hprof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Big-endian values into a stream, through a buffer of 64 KiB. One thread; may block. */
final class HprofOutput {
  private final OutputStream out;
  private final byte[] array = new byte[1 << 16];
  private final ByteBuffer buffer = ByteBuffer.wrap(array);
  private int position;
  private long flushed;
  private int idSize = 8;

  HprofOutput(OutputStream out) {
    this.out = out;
  }

  void idSize(int bytes) {
    idSize = bytes;
  }

  int idSize() {
    return idSize;
  }

  /** How much was written, whether it has left the buffer or not. */
  long offset() {
    return flushed + position;
  }

  void u1(int value) throws IOException {
    room(1);
    array[position++] = (byte) value;
  }

  void u2(int value) throws IOException {
    room(2);
    buffer.putShort(position, (short) value);
    position += 2;
  }

  void u4(int value) throws IOException {
    room(4);
    buffer.putInt(position, value);
    position += 4;
  }

  void u8(long value) throws IOException {
    room(8);
    buffer.putLong(position, value);
    position += 8;
  }

  void id(long id) throws IOException {
    if (idSize == 8) {
      u8(id);
    } else {
      u4((int) id);
    }
  }

  /** The lower bytes of a value. */
  void value(long value, int bytes) throws IOException {
    switch (bytes) {
      case 1:
        u1((int) value);
        break;
      case 2:
        u2((int) value);
        break;
      case 4:
        u4((int) value);
        break;
      case 8:
        u8(value);
        break;
      default:
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
          u1((int) (value >>> shift));
        }
    }
  }

  void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > array.length) {
      drain();
      out.write(bytes, offset, length);
      flushed += length;
      return;
    }
    room(length);
    System.arraycopy(bytes, offset, array, position, length);
    position += length;
  }

  /** Everything that remains of the contents. */
  void copy(Contents contents) throws IOException {
    copy(contents, contents.remaining());
  }

  void copy(Contents contents, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      int piece = (int) Math.min(left, contents.window(1));
      write(contents.array(), contents.position(), piece);
      contents.skip(piece);
      left -= piece;
    }
  }

  void zeros(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      u1(0);
    }
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void room(int bytes) throws IOException {
    if (array.length - position < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(array, 0, position);
    flushed += position;
    position = 0;
  }
}
