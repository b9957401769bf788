package io.diag.collector.query;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How long an event waits until its loop takes it up, if it becomes ready at any moment: not at all
 * while the loop waits for one, and else until the tick ends that runs. Reckoned from readings of
 * the utilization and the lengths of ticks; events that are handled within the same tick wait for
 * each other besides. Filled by one thread.
 */
final class LoopDelay {
  private static final double MILLIS = 1e3;

  /** Readings further apart have a gap between them, in which nothing is known. */
  private static final long MOST_MILLIS = 150_000;

  private long latestMillis = Long.MIN_VALUE;
  private long shortestMillis = MOST_MILLIS;
  private double seconds;
  private double busySeconds;
  private int unspanned;
  private double busyUnspanned;
  private double tickSeconds;

  /**
   * @param busy the share of the time since the reading before that was not spent in waits
   */
  void reading(long timeMillis, double busy) {
    long span = latestMillis == Long.MIN_VALUE ? 0 : timeMillis - latestMillis;
    if (span > 0 && span <= MOST_MILLIS) {
      shortestMillis = Math.min(shortestMillis, span);
      seconds += span / MILLIS;
      busySeconds += busy * span / MILLIS;
    } else {
      unspanned++;
      busyUnspanned += busy;
    }
    latestMillis = timeMillis;
  }

  /** Ticks that ended took so long together. */
  void ticks(double sumSeconds) {
    tickSeconds += sumSeconds;
  }

  /**
   * What so many events wait at most; empty where nothing was read, or only once.
   *
   * @param share as in 0.99
   * @param lengths how many ticks ended, by their length in seconds
   */
  OptionalDouble seconds(double share, NavigableMap<Double, Long> lengths) {
    if (seconds <= 0) {
      return OptionalDouble.empty();
    }
    double each = shortestMillis / MILLIS;
    double all = seconds + unspanned * each;
    TreeMap<Double, Long> ticks = new TreeMap<>(lengths);
    double running = busySeconds + busyUnspanned * each - tickSeconds;
    if (running > (lengths.isEmpty() ? 0 : lengths.lastKey())) {
      ticks.merge(running, 1L, Long::sum); // one that did not end
    }
    return OptionalDouble.of(exceeded((1 - share) * all, ticks));
  }

  /** The delay that is exceeded at moments of so many seconds together. */
  private static double exceeded(double beyond, NavigableMap<Double, Long> ticks) {
    long longer = 0;
    double sum = 0;
    double delay = 0;
    for (Map.Entry<Double, Long> each : ticks.descendingMap().entrySet()) {
      if (delay >= each.getKey()) {
        break;
      }
      longer += each.getValue();
      sum += each.getKey() * each.getValue();
      delay = longer == 0 ? 0 : Math.max(0, (sum - beyond) / longer);
    }
    return delay;
  }
}
