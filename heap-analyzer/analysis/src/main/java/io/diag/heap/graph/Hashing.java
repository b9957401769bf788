package io.diag.heap.graph;

/** Spreads keys that follow each other. */
final class Hashing {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private Hashing() {}

  static int spread(long key) {
    return (int) ((key * GOLDEN) >>> 32);
  }
}
