package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/**
 * Finds the page of a key: by a plain table where the keys lie close together, as those of most
 * heaps do, else by hashing. Any thread reads.
 */
final class PageTable {
  /** Of 8 kB of heap each, so that 64 GB have a table of 32 MB. */
  private static final int MAX_PLAIN = 1 << 23;

  private static final int MAX_SPREAD = 4;

  private final long firstKey;
  private final int[] plain;
  private final LongColumn keys;
  private final IntColumn slots;
  private final int slotMask;

  private PageTable(long firstKey, int[] plain, LongColumn keys, IntColumn slots, int slotMask) {
    this.firstKey = firstKey;
    this.plain = plain;
    this.keys = keys;
    this.slots = slots;
    this.slotMask = slotMask;
  }

  /**
   * @param keys of the pages, ascending
   */
  static PageTable of(LongColumn keys, int pages, ColumnFolder folder) throws IOException {
    long first = pages == 0 ? 0 : keys.get(0);
    long span = pages == 0 ? 0 : keys.get(pages - 1L) - first + 1;
    if (span >= 0 && span <= MAX_PLAIN && span <= (long) MAX_SPREAD * pages) {
      int[] plain = new int[(int) span];
      for (int page = 0; page < pages; page++) {
        plain[(int) (keys.get(page) - first)] = page + 1;
      }
      return new PageTable(first, plain, keys, null, 0);
    }
    int size = Integer.highestOneBit(Math.max(8, pages)) * 4;
    IntColumn slots = folder.passingInts(size);
    for (int page = 0; page < pages; page++) {
      int slot = Hashing.spread(keys.get(page)) & (size - 1);
      while (slots.get(slot) != 0) {
        slot = (slot + 1) & (size - 1);
      }
      slots.set(slot, page + 1);
    }
    return new PageTable(first, null, keys, slots, size - 1);
  }

  /** The page, or -1. */
  int page(long key) {
    if (plain != null) {
      long at = key - firstKey;
      return at < 0 || at >= plain.length ? -1 : plain[(int) at] - 1;
    }
    int slot = Hashing.spread(key) & slotMask;
    while (true) {
      int page = slots.get(slot) - 1;
      if (page < 0 || keys.get(page) == key) {
        return page;
      }
      slot = (slot + 1) & slotMask;
    }
  }
}
