package io.diag.diagnosis.growth;

/** What is known of the growth of one kind of memory. Immutable; any thread. */
public final class Growth {
  /** The order is that of what is worse. */
  public enum Sureness {
    /** Too little was read. */
    UNKNOWN,
    /** It does not grow, or it flattens. */
    FLAT,
    /** Too little to speak of and too much to say that it does not grow. */
    BETWEEN,
    /** Dead objects may be counted: no collection has looked at them. */
    POSSIBLE,
    /** It grows; a cache that fills looks the same so far. */
    LIKELY,
    /** It grows as no plausible cache does. */
    SURE
  }

  private final Sureness sureness;
  private final Span span;
  private final double perSecond;
  private final double perSecondLow;
  private final double perSecondHigh;
  private final double grown;
  private final double level;

  private Growth(
      Sureness sureness,
      Span span,
      double perSecond,
      double perSecondLow,
      double perSecondHigh,
      double grown,
      double level) {
    this.sureness = sureness;
    this.span = span;
    this.perSecond = perSecond;
    this.perSecondLow = perSecondLow;
    this.perSecondHigh = perSecondHigh;
    this.grown = grown;
    this.level = level;
  }

  static Growth unknown() {
    return new Growth(Sureness.UNKNOWN, null, 0, 0, 0, 0, 0);
  }

  static Growth flat(double level) {
    return new Growth(Sureness.FLAT, null, 0, 0, 0, 0, level);
  }

  static Growth of(Sureness sureness, Span span, Trend trend, double grown, double level) {
    double slope = trend.slope();
    return new Growth(
        sureness,
        span,
        slope,
        Math.min(slope, trend.slopeLow()),
        Math.max(slope, trend.slopeHigh()),
        grown,
        level);
  }

  Growth as(Sureness other) {
    return new Growth(other, span, perSecond, perSecondLow, perSecondHigh, grown, level);
  }

  /** The same, but not sure. */
  public Growth atMostLikely() {
    return sureness == Sureness.SURE ? as(Sureness.LIKELY) : this;
  }

  /** The same with an interval that holds the rate of another span, too. */
  Growth widened(double otherPerSecond) {
    return new Growth(
        sureness,
        span,
        perSecond,
        Math.min(perSecondLow, otherPerSecond),
        Math.max(perSecondHigh, otherPerSecond),
        grown,
        level);
  }

  /** The same of another quantity that grows with it. */
  Growth at(double rate, double rateLow, double rateHigh, double otherLevel) {
    return new Growth(
        sureness, span, rate, rateLow, rateHigh, rate * span.millis() / 1e3, otherLevel);
  }

  public Sureness sureness() {
    return sureness;
  }

  /** Whether it is worth telling. */
  public boolean isTold() {
    return sureness.compareTo(Sureness.POSSIBLE) >= 0;
  }

  /** Whether what grows is not dead. */
  public boolean isLikely() {
    return sureness.compareTo(Sureness.LIKELY) >= 0;
  }

  /** Over how long it was seen; null where there is no growth. */
  public Span span() {
    return span;
  }

  /** In bytes, or threads or classes, a second. */
  public double perSecond() {
    return perSecond;
  }

  /** In nine cases of ten the rate is between this and {@link #perSecondHigh}. */
  public double perSecondLow() {
    return perSecondLow;
  }

  public double perSecondHigh() {
    return perSecondHigh;
  }

  /** How much it grew within the span. */
  public double grown() {
    return grown;
  }

  /** How much there is now, without what is in use for a moment only. */
  public double level() {
    return level;
  }
}
