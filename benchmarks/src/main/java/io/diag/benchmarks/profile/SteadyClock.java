package io.diag.benchmarks.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that shows noon when it is made, so that no run crosses midnight. */
final class SteadyClock {
  static final long NOON_MILLIS = Instant.parse("2026-01-15T12:00:00Z").toEpochMilli();

  private SteadyClock() {}

  static Clock fromNoon() {
    Clock system = Clock.systemUTC();
    return Clock.offset(system, Duration.ofMillis(NOON_MILLIS - system.millis()));
  }
}
