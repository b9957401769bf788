package io.diag.diagnosis.growth;

/**
 * When a bound is reached if growth goes on as it did: what is left, by the rate. Immutable; times
 * in seconds from now.
 */
public final class Forecast {
  /** Nobody acts on what is further away, and no rate stays the same for so long. */
  private static final double FURTHEST_SECONDS = 48 * 3600;

  private final Bound bound;
  private final double leftBytes;
  private final Growth growth;

  private Forecast(Bound bound, double leftBytes, Growth growth) {
    this.bound = bound;
    this.leftBytes = leftBytes;
    this.growth = growth;
  }

  /** Null if the bound is not known, or if it does not grow. */
  public static Forecast of(Bound bound, double leftBytes, Growth growth) {
    return Double.isNaN(leftBytes) || !growth.isTold() || growth.perSecond() <= 0
        ? null
        : new Forecast(bound, leftBytes, growth);
  }

  /** Of all that bound this kind, the one that is reached first, or null. */
  public static Forecast nearest(MemoryKind kind, Growth growth, MemoryHistory history) {
    Forecast nearest = null;
    for (Bound bound : Bound.values()) {
      Forecast one = bound.bounds(kind) ? of(bound, bound.leftBytes(history), growth) : null;
      if (one != null && (nearest == null || one.seconds() < nearest.seconds())) {
        nearest = one;
      }
    }
    return nearest;
  }

  public Bound bound() {
    return bound;
  }

  /** The growth that leads there. */
  public Growth growth() {
    return growth;
  }

  public double seconds() {
    return seconds(growth.perSecond());
  }

  public double earliestSeconds() {
    return seconds(growth.perSecondHigh());
  }

  public double latestSeconds() {
    return seconds(growth.perSecondLow());
  }

  /** Whether it is near enough to be told. */
  public boolean isWithin(long millis) {
    return seconds() * 1e3 <= millis;
  }

  private double seconds(double perSecond) {
    return perSecond <= 0 ? FURTHEST_SECONDS : Math.min(FURTHEST_SECONDS, leftBytes / perSecond);
  }
}
