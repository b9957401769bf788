package io.diag.heap.graph;

import static io.diag.heap.graph.AddressPages.PAGE_BITS;
import static io.diag.heap.graph.AddressPages.PAGE_WORDS;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/**
 * Numbers objects by the order of their addresses, from 0. A bitmap of the heap with the number of
 * objects before each 256 bits, in pages that are found by {@link PageTable}, so that a heap may be
 * spread out. About a byte an object. Any thread reads.
 */
public final class ObjectIndex {
  private static final String KEYS = "addresses.keys";
  private static final String BITS = "addresses.bits";
  private static final String RANKS = "addresses.ranks";
  private static final int GROUP_WORDS = 4;
  private static final int PAGE_GROUPS = PAGE_WORDS / GROUP_WORDS;

  private final int shift;
  private final int pages;
  private final int objects;
  private final LongColumn keys;
  private final LongColumn bits;
  private final IntColumn ranks;
  private PageTable table;

  private ObjectIndex(ColumnFolder folder, int shift, int pages, int objects) throws IOException {
    this.shift = shift;
    this.pages = pages;
    this.objects = objects;
    keys = folder.longs(KEYS, pages);
    bits = folder.longs(BITS, (long) pages * PAGE_WORDS);
    ranks = folder.ints(RANKS, (long) pages * PAGE_GROUPS, Integer.MAX_VALUE);
  }

  static ObjectIndex write(ColumnFolder folder, AddressPages pages, int objects)
      throws IOException {
    ObjectIndex index = new ObjectIndex(folder, pages.shift(), pages.pages(), objects);
    LongColumn sorted = pages.sortedKeys();
    int rank = 0;
    for (int page = 0; page < index.pages; page++) {
      long key = sorted.get(page);
      index.keys.set(page, key);
      for (int i = 0; i < PAGE_WORDS; i++) {
        if (i % GROUP_WORDS == 0) {
          index.ranks.set((long) page * PAGE_GROUPS + i / GROUP_WORDS, rank);
        }
        long word = pages.word(key, i);
        index.bits.set((long) page * PAGE_WORDS + i, word);
        rank += Long.bitCount(word);
      }
    }
    index.table = PageTable.of(index.keys, pages.pages(), folder);
    return index;
  }

  /** Opens what was written before. */
  static ObjectIndex open(ColumnFolder folder, int shift, int objects) throws IOException {
    int pages = (int) (folder.bytes(KEYS) >>> 3);
    ObjectIndex index = new ObjectIndex(folder, shift, pages, objects);
    index.table = PageTable.of(index.keys, pages, folder);
    return index;
  }

  int shift() {
    return shift;
  }

  /** How many objects there are. */
  public int objects() {
    return objects;
  }

  /** The number of the object at an address, or -1 where none was dumped. */
  public int number(long address) {
    long unit = address >>> shift;
    if (unit << shift != address) {
      return -1;
    }
    long page = table.page(unit >>> PAGE_BITS);
    if (page < 0) {
      return -1;
    }
    long word = page * PAGE_WORDS + ((unit >>> 6) & (PAGE_WORDS - 1));
    long set = bits.get(word);
    long bit = 1L << unit;
    if ((set & bit) == 0) {
      return -1;
    }
    int number = ranks.get(word / GROUP_WORDS) + Long.bitCount(set & (bit - 1));
    for (long before = word & -GROUP_WORDS; before < word; before++) {
      number += Long.bitCount(bits.get(before));
    }
    return number;
  }

  /** The address of an object. */
  public long address(int number) {
    if (number < 0 || number >= objects) {
      throw new IndexOutOfBoundsException("object " + number + " of " + objects);
    }
    long low = 0;
    long high = (long) pages * PAGE_GROUPS - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (ranks.get(middle) <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int left = number - ranks.get(low);
    long word = low * GROUP_WORDS;
    while (left >= Long.bitCount(bits.get(word))) {
      left -= Long.bitCount(bits.get(word++));
    }
    return at(word, bits.get(word), left);
  }

  /** Tells all addresses in ascending order. */
  void forEachAddress(AddressVisitor visitor) {
    int number = 0;
    for (long word = 0; word < (long) pages * PAGE_WORDS; word++) {
      for (long set = bits.get(word); set != 0; set &= set - 1) {
        visitor.address(number++, at(word, set, 0));
      }
    }
  }

  /** Is told addresses. */
  interface AddressVisitor {
    void address(int number, long address);
  }

  private long at(long word, long set, int skipped) {
    long rest = set;
    for (int i = 0; i < skipped; i++) {
      rest &= rest - 1;
    }
    long unit =
        keys.get(word / PAGE_WORDS) << PAGE_BITS
            | (word % PAGE_WORDS) << 6
            | Long.numberOfTrailingZeros(rest);
    return unit << shift;
  }
}
