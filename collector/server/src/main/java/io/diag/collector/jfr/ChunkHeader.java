package io.diag.collector.jfr;

/**
 * The fixed 68 bytes at the start of a chunk, checked against the bytes that are there.
 *
 * @param startNanos epoch nanoseconds at {@code startTicks}
 */
record ChunkHeader(
    int size,
    long constantsOffset,
    long metadataOffset,
    long startNanos,
    long startTicks,
    long ticksPerSecond) {
  static final int SIZE = 68;
  private static final int MAGIC = 0x464c5200;
  private static final int MAJOR = 2;
  private static final int COMPRESSED_INTEGERS = 1;

  static ChunkHeader read(byte[] bytes) throws JfrException {
    Cursor in = new Cursor(bytes, bytes.length);
    in.enter("chunk header");
    if (bytes.length < SIZE || in.fixedInt() != MAGIC) {
      throw in.bad("does not start with FLR");
    }
    int version = in.fixedInt();
    if (version >>> 16 != MAJOR) {
      throw in.bad("has version " + (version >>> 16) + "; only 2 can be read");
    }
    long size = in.fixedLong();
    if (size != bytes.length) {
      throw in.bad("says " + size + " bytes but " + bytes.length + " came; send one whole chunk");
    }
    long constants = in.fixedLong();
    long metadata = in.fixedLong();
    if (!inside(constants, size) || !inside(metadata, size)) {
      throw in.bad("points outside of the chunk; was it sealed?");
    }
    long startNanos = in.fixedLong();
    in.fixedLong();
    long startTicks = in.fixedLong();
    long ticksPerSecond = in.fixedLong();
    if (ticksPerSecond <= 0) {
      throw in.bad("has " + ticksPerSecond + " ticks a second");
    }
    if ((in.fixedInt() & COMPRESSED_INTEGERS) == 0) {
      throw in.bad("says that integers are not compressed, which is not supported");
    }
    return new ChunkHeader((int) size, constants, metadata, startNanos, startTicks, ticksPerSecond);
  }

  /** Epoch milliseconds of a tick count. */
  long millis(long ticks) {
    double nanos = (double) (ticks - startTicks) * 1e9 / ticksPerSecond;
    return Math.floorDiv(startNanos + (long) nanos, 1_000_000L);
  }

  double nanosPerTick() {
    return 1e9 / ticksPerSecond;
  }

  private static boolean inside(long offset, long size) {
    return offset >= SIZE && offset < size;
  }
}
