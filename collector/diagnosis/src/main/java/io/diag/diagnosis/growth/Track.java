package io.diag.diagnosis.growth;

/**
 * One quantity over six hours: finely for the last minutes, as minima of longer blocks before.
 * Minima, because what is in use for a moment only is not what grows. Some 430 numbers, whatever
 * happens. Not for several threads.
 */
final class Track {
  private static final long FINE_MILLIS = 5_000;
  private static final long MEDIUM_MILLIS = 30_000;
  private static final long COARSE_MILLIS = 3 * 60_000;

  private final BlockExtremes fine = BlockExtremes.least(FINE_MILLIS, 64);
  private final BlockExtremes medium = BlockExtremes.least(MEDIUM_MILLIS, 124);
  private final BlockExtremes coarse = BlockExtremes.least(COARSE_MILLIS, 120);
  private final BlockExtremes peaks = BlockExtremes.greatest(COARSE_MILLIS, 120);
  private long lastMillis = Long.MIN_VALUE;
  private double last = Double.NaN;

  void put(long timeMillis, double value) {
    fine.put(timeMillis, value);
    medium.put(timeMillis, value);
    coarse.put(timeMillis, value);
    peaks.put(timeMillis, value);
    if (timeMillis >= lastMillis) {
      lastMillis = timeMillis;
      last = value;
    }
  }

  /** What was read last, or {@code NaN}. */
  double last() {
    return last;
  }

  /** When it was, or {@link Long#MIN_VALUE}. */
  long lastMillis() {
    return lastMillis;
  }

  /** The minima of a span's blocks up to now; those of which nothing is known are left out. */
  Blocks blocks(Span span, long nowMillis) {
    BlockExtremes source = source(span);
    int each = (int) (span.blockMillis() / source.widthMillis());
    long first = source.block(nowMillis) - (long) each * span.blocks() + 1;
    Blocks blocks = new Blocks(span);
    for (int i = 0; i < span.blocks(); i++) {
      double least = Double.NaN;
      for (int j = 0; j < each; j++) {
        double value = source.at(first + (long) i * each + j);
        least = Double.isNaN(least) || value < least ? value : least;
      }
      if (!Double.isNaN(least)) {
        blocks.add(i, least);
      }
    }
    return blocks;
  }

  /** The greatest value known of before that time, or {@code NaN}. */
  double greatestBefore(long timeMillis) {
    long end = peaks.block(timeMillis);
    return greatest(end - peaks.count(), end);
  }

  /** The greatest value since that time, or up to three minutes before; or {@code NaN}. */
  double greatestSince(long timeMillis) {
    return greatest(peaks.block(timeMillis), peaks.block(lastMillis) + 1);
  }

  private double greatest(long from, long to) {
    double greatest = Double.NaN;
    for (long block = from; block < to; block++) {
      double value = peaks.at(block);
      greatest = Double.isNaN(greatest) || value > greatest ? value : greatest;
    }
    return greatest;
  }

  private BlockExtremes source(Span span) {
    if (span.blockMillis() < MEDIUM_MILLIS) {
      return fine;
    }
    return span.blockMillis() < COARSE_MILLIS * 2 ? medium : coarse;
  }
}
