package io.diag.collector.fleet;

/**
 * Steps of equal length in which a range is told.
 *
 * @param fromMillis a whole number of steps since the epoch
 */
public record Axis(long fromMillis, long stepMillis, int steps) {
  /** As few spans to a step as give at most so many steps. */
  static Axis over(long from, long to, long spanMillis, int mostSteps) {
    long spans = Math.max(1, ceilDiv(to - from, spanMillis));
    // One more, since the range need not begin where a step does.
    long step = spanMillis * ceilDiv(spans, Math.max(1, mostSteps - 1));
    long first = from / step;
    return new Axis(first * step, step, (int) (ceilDiv(to, step) - first));
  }

  public long toMillis() {
    return fromMillis + steps * stepMillis;
  }

  /** -1 for a time outside. */
  int stepOf(long timeMillis) {
    return timeMillis < fromMillis || timeMillis >= toMillis()
        ? -1
        : (int) ((timeMillis - fromMillis) / stepMillis);
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
