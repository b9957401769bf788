package io.diag.heap.file;

import java.nio.LongBuffer;

/**
 * A row of numbers of 64 bits. They begin as zeros. Any thread reads; one thread at a time writes.
 */
public final class LongColumn {
  private static final int BITS = MappedBytes.PIECE_BITS - 3;
  private static final int MASK = (1 << BITS) - 1;

  private final long size;
  private final LongBuffer[] longs;

  LongColumn(MappedBytes bytes) {
    size = bytes.capacity() >>> 3;
    longs = new LongBuffer[bytes.pieces()];
    for (int number = 0; number < longs.length; number++) {
      longs[number] = bytes.piece(number).asLongBuffer();
    }
  }

  /** How many numbers there can be. */
  public long size() {
    return size;
  }

  public long get(long index) {
    return longs[(int) (index >>> BITS)].get((int) index & MASK);
  }

  public void set(long index, long value) {
    longs[(int) (index >>> BITS)].put((int) index & MASK, value);
  }

  public void add(long index, long value) {
    LongBuffer piece = longs[(int) (index >>> BITS)];
    int at = (int) index & MASK;
    piece.put(at, piece.get(at) + value);
  }
}
