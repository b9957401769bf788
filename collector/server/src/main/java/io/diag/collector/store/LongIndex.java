package io.diag.collector.store;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers different longs from 0 in the order in which they were first met, so that what is known
 * of each stands in plain arrays beside it: counting samples in maps of boxed keys took most of the
 * time that decoding a profile took. Not for several threads at once.
 */
public final class LongIndex {
  /** Nobody can choose keys that all fall on one place without knowing it. */
  private static final long SEED = new SplittableRandom().nextLong();

  private long[] keys = new long[16];
  private int[] table = new int[32];
  private int size;

  /** The number of a key, which is added when it is new. */
  public int add(long key) {
    int slot = slot(key);
    if (table[slot] != 0) {
      return table[slot] - 1;
    }
    if (size == keys.length) {
      grow();
      slot = slot(key);
    }
    keys[size] = key;
    table[slot] = ++size;
    return size - 1;
  }

  /** The number of a key, or -1. */
  public int find(long key) {
    return table[slot(key)] - 1;
  }

  public int size() {
    return size;
  }

  public long key(int number) {
    return keys[number];
  }

  private int slot(long key) {
    int mask = table.length - 1;
    int slot = (int) mix(key) & mask;
    while (table[slot] != 0 && keys[table[slot] - 1] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, size * 2);
    table = new int[size * 4];
    for (int i = 0; i < size; i++) {
      table[slot(keys[i])] = i + 1;
    }
  }

  /** The finalizer of MurmurHash3. */
  private static long mix(long key) {
    long hash = key ^ SEED;
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
