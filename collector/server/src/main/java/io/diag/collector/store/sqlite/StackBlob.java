package io.diag.collector.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A stack: the numbers of its frames from the root to the leaf. */
final class StackBlob {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private StackBlob() {}

  /**
   * @param stack indexes into {@code frameIds}
   */
  static byte[] encode(int[] stack, int[] frameIds) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(stack.length * 2 + 2);
    for (int frame : stack) {
      Packed.write(out, frameIds[frame]);
    }
    return out.toByteArray();
  }

  static int[] decode(byte[] blob) {
    ByteBuffer in = ByteBuffer.wrap(blob);
    int[] frames = new int[blob.length];
    int count = 0;
    while (in.hasRemaining()) {
      frames[count++] = Packed.read(in);
    }
    return Arrays.copyOf(frames, count);
  }

  /** FNV-1a, 64 bits: the index over it stays small; equal hashes are told apart by the bytes. */
  static long hash(byte[] blob) {
    long hash = FNV_OFFSET;
    for (byte b : blob) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
