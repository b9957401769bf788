package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/** A map from ids to numbers that are not negative, outside the Java heap. One thread at a time. */
final class AddressMap {
  private final ColumnFolder folder;
  private LongColumn keys;
  private LongColumn values;
  private int mask;
  private int size;

  AddressMap(ColumnFolder folder) throws IOException {
    this.folder = folder;
    slots(1 << 8);
  }

  void put(long key, long value) throws IOException {
    int slot = slot(key);
    if (values.get(slot) == 0) {
      keys.set(slot, key);
      size++;
    }
    values.set(slot, value + 1);
    if (size > mask / 2 && mask < 1 << 29) {
      grow();
    }
  }

  /** The number of an id, or -1. */
  long get(long key) {
    return values.get(slot(key)) - 1;
  }

  private int slot(long key) {
    int slot = Hashing.spread(key) & mask;
    while (values.get(slot) != 0 && keys.get(slot) != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() throws IOException {
    LongColumn oldKeys = keys;
    LongColumn oldValues = values;
    int oldMask = mask;
    slots(2 * (oldMask + 1));
    for (long old = 0; old <= oldMask; old++) {
      if (oldValues.get(old) != 0) {
        int slot = slot(oldKeys.get(old));
        keys.set(slot, oldKeys.get(old));
        values.set(slot, oldValues.get(old));
      }
    }
  }

  private void slots(int count) throws IOException {
    keys = folder.passingLongs(count);
    values = folder.passingLongs(count);
    mask = count - 1;
  }
}
