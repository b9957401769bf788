package io.diag.agent.memory;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Lets a reading come more seldom the more it costs: over time it takes no more than so much CPU
 * time a turn. What was left out is absent from the sample. One dear reading alone changes nothing,
 * since the first ones run cold.
 */
public final class SparingReading implements Reading {
  /** Five minutes at the usual pace. */
  private static final int MAX_SKIPPED = 60;

  private final Reading reading;
  private final long nanosPerTurn;
  private final LongSupplier cpuNanos;
  private long lastCostNanos;
  private int toSkip;

  /**
   * @param cpuNanos CPU time of the reading thread
   */
  public SparingReading(Reading reading, long nanosPerTurn, LongSupplier cpuNanos) {
    this.reading = reading;
    this.nanosPerTurn = nanosPerTurn;
    this.cpuNanos = cpuNanos;
  }

  @Override
  public String name() {
    return reading.name();
  }

  @Override
  public void read(PointList points) throws IOException {
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    long before = cpuNanos.getAsLong();
    reading.read(points);
    long cost = Math.max(0, cpuNanos.getAsLong() - before);
    toSkip = (int) Math.min(MAX_SKIPPED, Math.min(cost, lastCostNanos) / nanosPerTurn);
    lastCostNanos = cost;
  }
}
