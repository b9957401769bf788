package io.diag.agent.eventloop;

import io.diag.wire.Histogram;

/** What one loop did since the reading before. Immutable. */
final class LoopReading {
  private final long id;
  private final String name;
  private final Framework framework;
  private final LoopRole role;
  private final double utilization;
  private final Histogram ticks;

  /**
   * @param framework null if it is not known
   * @param role null if it cannot be told
   * @param utilization share of the time that was not spent in waits, 0 to 1
   * @param ticks lengths in seconds, null if none ended
   */
  LoopReading(
      long id,
      String name,
      Framework framework,
      LoopRole role,
      double utilization,
      Histogram ticks) {
    this.id = id;
    this.name = name;
    this.framework = framework;
    this.role = role;
    this.utilization = utilization;
    this.ticks = ticks;
  }

  /** Never given twice in a JVM. */
  long id() {
    return id;
  }

  String name() {
    return name;
  }

  Framework framework() {
    return framework;
  }

  LoopRole role() {
    return role;
  }

  /** Whether its own thread does the work, as far as is known. */
  boolean runsHandlers() {
    return role == null || role == LoopRole.LOOP;
  }

  double utilization() {
    return utilization;
  }

  Histogram ticks() {
    return ticks;
  }
}
