package io.diag.hprof;

import java.util.Arrays;

/** A list of numbers that grows. One thread at a time. */
final class LongList {
  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  /** Brings the list into order, each number once. */
  void sort() {
    Arrays.sort(values, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || values[kept - 1] != values[i]) {
        values[kept++] = values[i];
      }
    }
    size = kept;
  }

  /** Whether it holds a number; after {@link #sort}. */
  boolean contains(long value) {
    return Arrays.binarySearch(values, 0, size, value) >= 0;
  }
}
