package io.diag.heap.graph;

import io.diag.heap.file.ByteColumn;

/**
 * Writes the references of objects: of each how far its number is from the one before, the first
 * from the object's own, in groups of seven bits, the sign lowest; then a zero. One thread.
 */
final class ReferenceLog {
  private final ByteColumn bytes;
  private long end;
  private int source;
  private int last;
  private long count;

  ReferenceLog(ByteColumn bytes) {
    this.bytes = bytes;
  }

  long end() {
    return end;
  }

  /** How many references were written in all. */
  long count() {
    return count;
  }

  void begin(int object) {
    source = object;
    last = object;
  }

  /** Adds one; one to the object itself or the same again is left out. */
  void add(int target) {
    int delta = target - last;
    if (delta == 0 || target == source) {
      return;
    }
    int rest = delta << 1 ^ delta >> 31;
    while ((rest & ~0x7F) != 0) {
      bytes.set(end++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.set(end++, (byte) rest);
    last = target;
    count++;
  }

  void finish() {
    bytes.set(end++, (byte) 0);
  }

  /** Appends what another log has of an object. */
  void copy(ByteColumn from, long start) {
    long at = start;
    boolean inside = false;
    byte value = from.get(at++);
    while (inside || value != 0) {
      bytes.set(end++, value);
      inside = value < 0;
      value = from.get(at++);
    }
    finish();
  }
}
