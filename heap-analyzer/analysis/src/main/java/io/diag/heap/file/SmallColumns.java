package io.diag.heap.file;

import java.nio.ByteBuffer;

/**
 * Memory outside the Java heap for columns that are not worth a file, in slabs. It goes with the
 * last column. Of one kind with mapped files, so that the JVM compiles the access to both once. One
 * thread.
 */
final class SmallColumns {
  static final int MOST_BYTES = 1 << 17;

  private static final int SLAB_BYTES = 1 << 19;
  private static final int ALIGNMENT = 8;

  private ByteBuffer slab = ByteBuffer.allocateDirect(0);

  ByteBuffer allocate(int bytes) {
    int rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (slab.remaining() < rounded) {
      slab = ByteBuffer.allocateDirect(SLAB_BYTES);
    }
    ByteBuffer part = slab.slice(slab.position(), bytes);
    slab.position(slab.position() + rounded);
    return part;
  }
}
