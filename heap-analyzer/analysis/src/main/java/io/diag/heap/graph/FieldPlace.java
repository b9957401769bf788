package io.diag.heap.graph;

import io.diag.hprof.BasicType;

/**
 * Where the value of a field stands among the values of an instance.
 *
 * @param offset in bytes
 */
public record FieldPlace(int offset, BasicType type) {
  /**
   * The value as the bits that it has in the dump, the lower ones.
   *
   * @param bytes hold the instance's values from an index on, big-endian
   */
  public long read(byte[] bytes, int start, int idSize) {
    long bits = 0;
    for (int i = 0; i < type.size(idSize); i++) {
      bits = bits << 8 | (bytes[start + offset + i] & 0xFF);
    }
    return bits;
  }
}
