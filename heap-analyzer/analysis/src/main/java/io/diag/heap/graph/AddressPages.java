package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/**
 * The addresses of objects while they come in, in any order: a bit each, in pages of 1,024 bits
 * that are found by hashing. One thread at a time.
 */
final class AddressPages {
  static final int PAGE_BITS = 10;
  static final int PAGE_WORDS = 1 << (PAGE_BITS - 6);

  private static final int FIRST_SLOTS = 1 << 8;
  private static final int MAX_PAGES = 1 << 29;

  private final ColumnFolder folder;
  private final int shift;
  private final LongColumn bits;
  private LongColumn slotKeys;
  private IntColumn slotPages;
  private int slotMask;
  private int pages;
  private long lastKey = -1;
  private int lastPage;

  /**
   * @param shift how many lower bits of every address are 0
   * @param mostObjects that may come
   */
  AddressPages(ColumnFolder folder, int shift, long mostObjects) throws IOException {
    this.folder = folder;
    this.shift = shift;
    bits = folder.passingLongs(mostObjects * PAGE_WORDS);
    slots(FIRST_SLOTS);
  }

  /** Adds an address; false if it was there. */
  boolean add(long address) throws IOException {
    long unit = address >>> shift;
    long key = unit >>> PAGE_BITS;
    if (key != lastKey) {
      lastPage = page(key);
      lastKey = key;
    }
    long word = (long) lastPage * PAGE_WORDS + ((unit >>> 6) & (PAGE_WORDS - 1));
    long before = bits.get(word);
    bits.set(word, before | 1L << unit);
    return (before & 1L << unit) == 0;
  }

  int shift() {
    return shift;
  }

  int pages() {
    return pages;
  }

  /** The keys of all pages in ascending order. */
  LongColumn sortedKeys() throws IOException {
    LongColumn keys = folder.passingLongs(pages);
    int count = 0;
    for (long slot = 0; slot <= slotMask; slot++) {
      if (slotPages.get(slot) != 0) {
        keys.set(count++, slotKeys.get(slot));
      }
    }
    return KeySort.ascending(keys, folder.passingLongs(pages), pages);
  }

  /** A word of the page with a key that there is. */
  long word(long key, int number) {
    return bits.get((long) (slotPages.get(slot(key)) - 1) * PAGE_WORDS + number);
  }

  private int page(long key) throws IOException {
    int slot = slot(key);
    int page = slotPages.get(slot);
    if (page != 0) {
      return page - 1;
    }
    if (pages == MAX_PAGES) {
      throw new IOException("the dump's addresses are spread over more than " + pages + " pages");
    }
    slotKeys.set(slot, key);
    slotPages.set(slot, ++pages);
    if (pages > slotMask / 2) {
      grow();
    }
    return pages - 1;
  }

  private int slot(long key) {
    int slot = Hashing.spread(key) & slotMask;
    while (slotPages.get(slot) != 0 && slotKeys.get(slot) != key) {
      slot = (slot + 1) & slotMask;
    }
    return slot;
  }

  private void grow() throws IOException {
    LongColumn oldKeys = slotKeys;
    IntColumn oldPages = slotPages;
    int oldMask = slotMask;
    slots(2 * (oldMask + 1));
    for (long old = 0; old <= oldMask; old++) {
      if (oldPages.get(old) != 0) {
        int slot = slot(oldKeys.get(old));
        slotKeys.set(slot, oldKeys.get(old));
        slotPages.set(slot, oldPages.get(old));
      }
    }
  }

  private void slots(int count) throws IOException {
    slotKeys = folder.passingLongs(count);
    slotPages = folder.passingInts(count);
    slotMask = count - 1;
  }
}
