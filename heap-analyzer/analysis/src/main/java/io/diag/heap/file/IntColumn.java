package io.diag.heap.file;

import java.nio.CharBuffer;
import java.nio.IntBuffer;

/**
 * A row of numbers of 32 bits, or unsigned ones of 16. They begin as zeros. Any thread reads; one
 * thread at a time writes.
 */
public final class IntColumn {
  private static final int INT_BITS = MappedBytes.PIECE_BITS - 2;
  private static final int INT_MASK = (1 << INT_BITS) - 1;
  private static final int CHAR_BITS = MappedBytes.PIECE_BITS - 1;
  private static final int CHAR_MASK = (1 << CHAR_BITS) - 1;

  private final long size;

  /** Null where numbers are narrow. */
  private final IntBuffer[] ints;

  /** Null where numbers are wide. */
  private final CharBuffer[] chars;

  IntColumn(MappedBytes bytes, boolean wide) {
    size = bytes.capacity() >>> (wide ? 2 : 1);
    ints = wide ? new IntBuffer[bytes.pieces()] : null;
    chars = wide ? null : new CharBuffer[bytes.pieces()];
    for (int number = 0; number < bytes.pieces(); number++) {
      if (wide) {
        ints[number] = bytes.piece(number).asIntBuffer();
      } else {
        chars[number] = bytes.piece(number).asCharBuffer();
      }
    }
  }

  /** How many numbers there can be. */
  public long size() {
    return size;
  }

  public int get(long index) {
    return ints != null
        ? ints[(int) (index >>> INT_BITS)].get((int) index & INT_MASK)
        : chars[(int) (index >>> CHAR_BITS)].get((int) index & CHAR_MASK);
  }

  public void set(long index, int value) {
    if (ints != null) {
      ints[(int) (index >>> INT_BITS)].put((int) index & INT_MASK, value);
    } else {
      chars[(int) (index >>> CHAR_BITS)].put((int) index & CHAR_MASK, (char) value);
    }
  }
}
