package io.diag.heap.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Bytes of a file, mapped in pieces, or of memory outside the Java heap. They begin as zeros, and
 * pages that nobody touches take no disk. Little-endian. All pieces are mapped at once: a look
 * whether the next one is would have the JVM compile every loop again where the first one ends. One
 * thread at a time writes.
 */
final class MappedBytes {
  /** Pieces have a GiB. */
  static final int PIECE_BITS = 30;

  private static final int PIECE_BYTES = 1 << PIECE_BITS;

  private final long capacity;
  private final ByteBuffer[] pieces;

  /** Takes memory over that is all zeros, for what is small. */
  MappedBytes(ByteBuffer memory) {
    capacity = memory.capacity();
    pieces = new ByteBuffer[] {memory.order(ByteOrder.LITTLE_ENDIAN)};
  }

  /**
   * @param capacity the most bytes there can be
   */
  MappedBytes(FileChannel channel, MapMode mode, long capacity) throws IOException {
    this.capacity = capacity;
    pieces = new ByteBuffer[(int) ((capacity + PIECE_BYTES - 1) >>> PIECE_BITS)];
    for (int number = 0; number < pieces.length; number++) {
      long start = (long) number << PIECE_BITS;
      long bytes = Math.min(PIECE_BYTES, capacity - start);
      pieces[number] = channel.map(mode, start, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  long capacity() {
    return capacity;
  }

  int pieces() {
    return pieces.length;
  }

  /** A copy of the first bytes, for what is small. */
  byte[] first(int bytes) {
    byte[] copy = new byte[bytes];
    if (bytes > 0) {
      piece(0).get(0, copy);
    }
    return copy;
  }

  /** A piece; no thread changes its position. */
  ByteBuffer piece(int number) {
    return pieces[number];
  }
}
