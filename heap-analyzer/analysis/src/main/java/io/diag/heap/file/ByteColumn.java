package io.diag.heap.file;

import java.nio.ByteBuffer;

/** A row of bytes. They begin as zeros. Any thread reads; one thread at a time writes. */
public final class ByteColumn {
  private static final int MASK = (1 << MappedBytes.PIECE_BITS) - 1;

  private final MappedBytes bytes;

  ByteColumn(MappedBytes bytes) {
    this.bytes = bytes;
  }

  public long size() {
    return bytes.capacity();
  }

  public byte get(long index) {
    return piece(index).get((int) index & MASK);
  }

  public void set(long index, byte value) {
    piece(index).put((int) index & MASK, value);
  }

  private ByteBuffer piece(long index) {
    return bytes.piece((int) (index >>> MappedBytes.PIECE_BITS));
  }
}
