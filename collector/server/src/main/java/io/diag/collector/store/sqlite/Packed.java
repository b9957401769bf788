package io.diag.collector.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Small non-negative numbers in LEB128, as all blobs here use them. */
final class Packed {
  private Packed() {}

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static int read(ByteBuffer in) {
    return (int) readLong(in);
  }

  static long readLong(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
