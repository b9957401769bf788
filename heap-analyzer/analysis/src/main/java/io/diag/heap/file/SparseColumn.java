package io.diag.heap.file;

import java.io.IOException;

/**
 * Numbers that only some of a row have, most of them small: a bit for each of the row, 16 bits for
 * each number one after the other, and apart from those the few that need more. Any thread reads.
 */
public final class SparseColumn {
  private static final int GROUP_WORDS = 8;

  /** In place of a number that needs more than 16 bits. */
  private static final int IS_LARGE = Character.MAX_VALUE;

  private final LongColumn bits;
  private final IntColumn ranks;
  private final IntColumn small;

  /** Of each large number which one it is, then the number. */
  private final LongColumn large;

  private final long largeCount;

  private SparseColumn(
      LongColumn bits, IntColumn ranks, IntColumn small, LongColumn large, long largeCount) {
    this.bits = bits;
    this.ranks = ranks;
    this.small = small;
    this.large = large;
    this.largeCount = largeCount;
  }

  /** Opens what a {@link Writer} has written. */
  public static SparseColumn open(ColumnFolder folder, String name, long rows) throws IOException {
    long largeWords = folder.bytes(largeName(name)) >>> 3;
    return new SparseColumn(
        folder.longs(bitsName(name), words(rows)),
        folder.ints(ranksName(name), groups(rows), Integer.MAX_VALUE),
        folder.ints(smallName(name), folder.bytes(smallName(name)) >>> 1, IS_LARGE),
        folder.longs(largeName(name), largeWords),
        largeWords / 2);
  }

  /** The number of a row, or -1 where it has none. */
  public long get(long row) {
    long word = row >>> 6;
    long set = bits.get(word);
    long bit = 1L << row;
    if ((set & bit) == 0) {
      return -1;
    }
    int at = ranks.get(word / GROUP_WORDS) + Long.bitCount(set & (bit - 1));
    for (long before = word / GROUP_WORDS * GROUP_WORDS; before < word; before++) {
      at += Long.bitCount(bits.get(before));
    }
    int number = small.get(at);
    return number == IS_LARGE ? largeAt(at) : number;
  }

  private long largeAt(int at) {
    long low = 0;
    long high = largeCount - 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (large.get(2 * middle) < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return large.get(2 * low + 1);
  }

  private static long words(long rows) {
    return (rows + 63) >>> 6;
  }

  private static long groups(long rows) {
    return (words(rows) + GROUP_WORDS - 1) / GROUP_WORDS;
  }

  private static String bitsName(String name) {
    return name + ".bits";
  }

  private static String ranksName(String name) {
    return name + ".ranks";
  }

  private static String smallName(String name) {
    return name + ".small";
  }

  private static String largeName(String name) {
    return name + ".large";
  }

  /** Writes the numbers in the order of their rows. One thread. */
  public static final class Writer {
    private final ColumnFolder folder;
    private final String name;
    private final long rows;
    private final LongColumn bits;
    private final IntColumn ranks;
    private final IntColumn small;
    private final LongColumn large;
    private int count;
    private long largeCount;
    private long group;

    public Writer(ColumnFolder folder, String name, long rows) throws IOException {
      this.folder = folder;
      this.name = name;
      this.rows = rows;
      bits = folder.longs(bitsName(name), words(rows));
      ranks = folder.ints(ranksName(name), groups(rows), Integer.MAX_VALUE);
      small = folder.ints(smallName(name), rows, IS_LARGE);
      large = folder.longs(largeName(name), 2 * rows);
    }

    /**
     * @param row after the last one
     * @param value not negative
     */
    public void add(long row, long value) {
      reach(row);
      bits.set(row >>> 6, bits.get(row >>> 6) | 1L << row);
      if (value < IS_LARGE) {
        small.set(count, (int) value);
      } else {
        small.set(count, IS_LARGE);
        large.set(2 * largeCount, count);
        large.set(2 * largeCount++ + 1, value);
      }
      count++;
    }

    public SparseColumn finish() throws IOException {
      reach(groups(rows) * GROUP_WORDS * 64 - 1);
      folder.cut(smallName(name), (long) count << 1);
      folder.cut(largeName(name), largeCount << 4);
      return new SparseColumn(bits, ranks, small, large, largeCount);
    }

    private void reach(long row) {
      for (long to = (row >> 6) / GROUP_WORDS; group < to; ) {
        ranks.set(++group, count);
      }
    }
  }
}
