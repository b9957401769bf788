package io.diag.hprof;

/**
 * Exchanges values of one to eight bytes for others, each for one of its own: what was equal stays
 * equal, and what was not stays so. Up to seven bytes it is a Feistel network of ten rounds whose
 * round function is {@link SipHash}; eight bytes are hashed, where two of a billion values meet
 * with a chance of three in a hundred. One thread at a time.
 */
final class ValueCipher {
  private static final int ROUNDS = 10;

  /** A power of two. Values repeat: sizes, flags, small numbers. */
  private static final int REMEMBERED = 1 << 12;

  private final SipHash hash;
  private final long[] values = new long[REMEMBERED];
  private final long[] exchanged = new long[REMEMBERED];
  private final byte[] widths = new byte[REMEMBERED];

  ValueCipher(SipHash hash) {
    this.hash = hash;
  }

  /**
   * @param value whose upper bytes, if it has less than eight, are 0
   * @param bytes 1 to 8
   */
  long exchange(long value, int bytes) {
    int slot = (int) ((value ^ (value >>> 24) ^ bytes) & (REMEMBERED - 1));
    if (values[slot] != value || widths[slot] != bytes) {
      exchanged[slot] = bytes == 8 ? word(value) : feistel(value, 4 * bytes, bytes);
      values[slot] = value;
      widths[slot] = (byte) bytes;
    }
    return exchanged[slot];
  }

  private long word(long value) {
    return hash.hash(value, NOTHING, 0, 0);
  }

  private long feistel(long value, int halfBits, int bytes) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (hash.hash(right | (long) round << 32 | (long) bytes << 40) & mask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }

  private static final byte[] NOTHING = new byte[0];
}
