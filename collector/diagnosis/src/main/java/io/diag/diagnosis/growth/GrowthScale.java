package io.diag.diagnosis.growth;

/**
 * How much of a kind of memory is worth a word, and how much no plausible cache takes. Immutable.
 *
 * <p>What fills fast is loaded at once and may be large; what fills slowly had the time to flatten
 * and need be less. So there are two amounts of each.
 */
public final class GrowthScale {
  private static final double MIB = 1 << 20;

  /**
   * Heap and buffers. 384 MiB is what 0.2 MB/s come to within 34 minutes, and more than the caches
   * that applications fill in a straight line for so long; 768 MiB is what 8 MB/s come to within
   * 100 seconds.
   */
  public static final GrowthScale MEMORY =
      new GrowthScale(256 * MIB, 96 * MIB, 768 * MIB, 384 * MIB);

  /** All classes of a large application take some 200 MiB, and most of them come at its start. */
  public static final GrowthScale METASPACE =
      new GrowthScale(48 * MIB, 24 * MIB, 256 * MIB, 128 * MIB);

  /** The code cache of a large application is some 100 MiB, which fill ever more slowly. */
  public static final GrowthScale CODE = new GrowthScale(48 * MIB, 24 * MIB, 128 * MIB, 96 * MIB);

  /** Threads: a server's pool has some 200, and there may be two that fill. */
  public static final GrowthScale THREADS = new GrowthScale(150, 100, 500, 400);

  private final double likelyFast;
  private final double likelySlow;
  private final double sureFast;
  private final double sureSlow;

  private GrowthScale(double likelyFast, double likelySlow, double sureFast, double sureSlow) {
    this.likelyFast = likelyFast;
    this.likelySlow = likelySlow;
    this.sureFast = sureFast;
    this.sureSlow = sureSlow;
  }

  /** Worth a word from this growth within the span on. */
  public double likely(Span span) {
    return span.compareTo(Span.TEN_MINUTES) < 0 ? likelyFast : likelySlow;
  }

  /** No cache from this growth within the span on. */
  public double sure(Span span) {
    return span.compareTo(Span.FORTY_MINUTES) < 0 ? sureFast : sureSlow;
  }
}
