package io.diag.hprof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 of Aumasson and Bernstein: 64 bits of a text that nobody can tell from chance, nor
 * find a text for, without the key of 128 bits. Immutable.
 */
final class SipHash {
  private final long key0;
  private final long key1;

  /**
   * @param key 16 bytes
   */
  SipHash(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes");
    }
    ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    key0 = words.getLong(0);
    key1 = words.getLong(8);
  }

  /** The hash of a text of a word, least byte first, and what follows it. */
  long hash(long word, byte[] text, int offset, int length) {
    State state = new State(key0, key1);
    state.word(word);
    return state.absorb(text, offset, length);
  }

  /** The hash of a text of seven bytes, the lower ones of a word, least byte first. */
  long hash(long sevenBytes) {
    State state = new State(key0, key1);
    return state.last((sevenBytes & 0xFFFFFFFFFFFFFFL) | (7L << 56));
  }

  /** Lives in registers: it never leaves the methods above. */
  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long key0, long key1) {
      v0 = key0 ^ 0x736f6d6570736575L;
      v1 = key1 ^ 0x646f72616e646f6dL;
      v2 = key0 ^ 0x6c7967656e657261L;
      v3 = key1 ^ 0x7465646279746573L;
    }

    long absorb(byte[] text, int offset, int length) {
      ByteBuffer words = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
      int at = offset;
      int end = offset + length;
      for (; at + 8 <= end; at += 8) {
        word(words.getLong(at));
      }
      long last = (8L + length) << 56;
      for (int shift = 0; at < end; at++, shift += 8) {
        last |= (text[at] & 0xFFL) << shift;
      }
      return last(last);
    }

    void word(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long last(long word) {
      word(word);
      v2 ^= 0xFF;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
