package io.diag.agent.account;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.session.Budget;
import java.io.IOException;
import java.util.function.LongSupplier;

/** What the agent itself uses. */
public final class AccountReading implements Reading {
  /** Over less, one piece of work looks like a load: readings follow each other at a start. */
  private static final long LEAST_NANOS = 1_000_000_000L;

  private final Budget budget;
  private final OwnCpu own;
  private final LongSupplier memoryBytes;
  private final LongSupplier sentBytes;
  private final LongSupplier nanoTime;
  private long lastCpuNanos = -1;
  private long lastNanos;

  /**
   * @param memoryBytes what the agent knows to hold now
   * @param sentBytes sent since the agent was started
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public AccountReading(
      Budget budget,
      OwnCpu own,
      LongSupplier memoryBytes,
      LongSupplier sentBytes,
      LongSupplier nanoTime) {
    this.budget = budget;
    this.own = own;
    this.memoryBytes = memoryBytes;
    this.sentBytes = sentBytes;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "agent-account";
  }

  @Override
  public void read(PointList points) throws IOException {
    points.bytes("diag.agent.memory", memoryBytes.getAsLong());
    points.bytes("diag.agent.sent", sentBytes.getAsLong());
    points.add("diag.agent.cpu.budget", "1", budget.allowedCores());
    points.add("diag.agent.backoff", "1", budget.level());
    long cpuNanos = own.nanos();
    long now = nanoTime.getAsLong();
    if (lastCpuNanos >= 0 && now - lastNanos < LEAST_NANOS) {
      return;
    }
    if (lastCpuNanos >= 0) {
      double cores = (double) Math.max(0, cpuNanos - lastCpuNanos) / (now - lastNanos);
      points.add("diag.agent.cpu.cores", "1", cores);
    }
    lastCpuNanos = cpuNanos;
    lastNanos = now;
  }
}
