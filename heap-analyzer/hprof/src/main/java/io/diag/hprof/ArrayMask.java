package io.diag.hprof;

import java.io.IOException;

/**
 * Replaces the elements of primitive arrays. Up to eight bytes are exchanged by {@link
 * ValueCipher}; more are hashed, and what stands for them grows from the hash, which tells nothing
 * of them. Arrays above {@link #BLOCK} bytes go in blocks, each hashed with all before it, so that
 * they need not be held: two that begin alike look alike up to the block in which they differ.
 * Elements of boolean arrays stay 0 or 1. One thread at a time.
 */
final class ArrayMask {
  static final int BLOCK = 1 << 16;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long BOOLEANS = 0x0101010101010101L;

  private final SipHash hash;
  private final ValueCipher cipher;

  ArrayMask(SipHash hash, ValueCipher cipher) {
    this.hash = hash;
    this.cipher = cipher;
  }

  /** Writes as many bytes as the elements have. */
  void write(BasicType type, Contents elements, HprofOutput out) throws IOException {
    long length = elements.length();
    if (length <= 8 && type != BasicType.BOOLEAN) {
      shortArray((int) length, elements, out);
      return;
    }
    long keep = type == BasicType.BOOLEAN ? BOOLEANS : -1L;
    long chain = (long) type.code() << 56 | length;
    while (elements.remaining() > 0) {
      int piece = (int) Math.min(elements.remaining(), BLOCK);
      elements.window(piece);
      chain = hash.hash(chain, elements.array(), elements.position(), piece);
      elements.skip(piece);
      grow(chain, keep, piece, out);
    }
  }

  private void shortArray(int length, Contents elements, HprofOutput out) throws IOException {
    if (length == 0) {
      return;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | elements.readByte();
    }
    out.value(cipher.exchange(value, length), length);
  }

  /** SplitMix64; the first eight bytes are as many different ones as there are seeds. */
  private static void grow(long seed, long keep, int bytes, HprofOutput out) throws IOException {
    long state = seed;
    int left = bytes;
    for (; left >= 8; left -= 8) {
      state += GOLDEN;
      out.u8(mix(state) & keep);
    }
    if (left > 0) {
      out.value(mix(state + GOLDEN) & keep & ((1L << (8 * left)) - 1), left);
    }
  }

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
