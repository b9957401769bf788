package io.diag.heap.graph;

import io.diag.heap.file.LongColumn;

/** Sorts numbers outside the heap, byte by byte, as unsigned ones. */
final class KeySort {
  private KeySort() {}

  /**
   * @param spare as large
   * @return one of the two, which holds them sorted; the other holds anything
   */
  static LongColumn ascending(LongColumn keys, LongColumn spare, int count) {
    LongColumn from = keys;
    LongColumn to = spare;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      int[] starts = new int[257];
      for (int i = 0; i < count; i++) {
        starts[((int) (from.get(i) >>> shift) & 0xFF) + 1]++;
      }
      if (count == 0 || starts[((int) (from.get(0) >>> shift) & 0xFF) + 1] == count) {
        continue;
      }
      for (int i = 1; i < starts.length; i++) {
        starts[i] += starts[i - 1];
      }
      for (int i = 0; i < count; i++) {
        long key = from.get(i);
        to.set(starts[(int) (key >>> shift) & 0xFF]++, key);
      }
      LongColumn other = from;
      from = to;
      to = other;
    }
    return from;
  }
}
