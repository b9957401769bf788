package io.diag.diagnosis.growth;

import java.util.Arrays;

/**
 * The least, or the greatest, value of each block of time, for so many blocks back. A block in
 * which nothing was read is unknown, {@code NaN}. Not for several threads.
 */
final class BlockExtremes {
  private final long widthMillis;
  private final boolean least;
  private final double[] values;
  private long newest = Long.MIN_VALUE;

  private BlockExtremes(long widthMillis, int count, boolean least) {
    this.widthMillis = widthMillis;
    this.least = least;
    values = new double[count];
    Arrays.fill(values, Double.NaN);
  }

  static BlockExtremes least(long widthMillis, int count) {
    return new BlockExtremes(widthMillis, count, true);
  }

  static BlockExtremes greatest(long widthMillis, int count) {
    return new BlockExtremes(widthMillis, count, false);
  }

  /** Takes a value in; one of before the oldest block is passed over. */
  void put(long timeMillis, double value) {
    long block = block(timeMillis);
    if (newest == Long.MIN_VALUE) {
      newest = block;
    }
    advance(block);
    if (block > newest - values.length) {
      int slot = slot(block);
      double known = values[slot];
      boolean better = Double.isNaN(known) || (least ? value < known : value > known);
      values[slot] = better ? value : known;
    }
  }

  /** The value of the block with this number, or {@code NaN}. */
  double at(long block) {
    return block > newest || block <= newest - values.length ? Double.NaN : values[slot(block)];
  }

  /** The number of the block that this time falls into. */
  long block(long timeMillis) {
    return Math.floorDiv(timeMillis, widthMillis);
  }

  long widthMillis() {
    return widthMillis;
  }

  int count() {
    return values.length;
  }

  private void advance(long block) {
    long steps = Math.min(values.length, block - newest);
    for (long step = 0; step < steps; step++) {
      values[slot(block - step)] = Double.NaN;
    }
    newest = Math.max(newest, block);
  }

  private int slot(long block) {
    return (int) Math.floorMod(block, (long) values.length);
  }
}
