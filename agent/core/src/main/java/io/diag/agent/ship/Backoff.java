package io.diag.agent.ship;

import java.util.function.DoubleSupplier;

/** Pauses between tries: doubling from one second to thirty, each shortened by up to half. */
final class Backoff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LAST_MILLIS = 30_000;

  private final DoubleSupplier random;
  private long next = FIRST_MILLIS;

  /**
   * @param random from 0, inclusive, to 1
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  long nextMillis() {
    long pause = next;
    next = Math.min(LAST_MILLIS, next * 2);
    return pause - (long) (random.getAsDouble() * pause / 2);
  }

  void reset() {
    next = FIRST_MILLIS;
  }
}
