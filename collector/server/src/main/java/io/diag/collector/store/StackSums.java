package io.diag.collector.store;

import java.util.Arrays;

/**
 * Samples and their weight added up by a long key, in columns. Not for several threads at once.
 * Sums stop at the largest long instead of turning over.
 */
public final class StackSums {
  private final LongIndex keys = new LongIndex();
  private long[] samples = new long[16];
  private long[] weights = new long[16];

  /** Adds to a key's sums; neither may be negative. */
  public void add(long key, long count, long weight) {
    int slot = keys.add(key);
    if (slot == samples.length) {
      samples = Arrays.copyOf(samples, slot * 2);
      weights = Arrays.copyOf(weights, slot * 2);
    }
    samples[slot] = plus(samples[slot], count);
    weights[slot] = plus(weights[slot], weight);
  }

  public int size() {
    return keys.size();
  }

  /** Slots are in the order in which keys were first met. */
  public long key(int slot) {
    return keys.key(slot);
  }

  public long samples(int slot) {
    return samples[slot];
  }

  public long weight(int slot) {
    return weights[slot];
  }

  /** The sum of two numbers that are not negative, at most the largest long. */
  public static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
