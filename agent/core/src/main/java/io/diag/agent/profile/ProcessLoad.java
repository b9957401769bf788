package io.diag.agent.profile;

import io.diag.agent.os.ProcessCpu;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How busy the process was since the last {@link #mark}: what decides how densely to sample, and
 * how much there was of what is sampled. The sampler's thread only.
 */
public final class ProcessLoad {
  private static final long UNKNOWN = -1;

  private final ProcessCpu cpu;
  private final LongSupplier allocatedBytes;
  private final DoubleSupplier waits;
  private final LongSupplier nanoTime;
  private long markedCpuNanos = UNKNOWN;
  private long markedAllocated = UNKNOWN;
  private long markedAt;

  /**
   * @param allocatedBytes of the Java heap since the start of the JVM, below 0 when not known
   * @param waits how often threads began to wait, per second since it was asked last, below 0 when
   *     not known
   */
  public ProcessLoad(
      ProcessCpu cpu, LongSupplier allocatedBytes, DoubleSupplier waits, LongSupplier nanoTime) {
    this.cpu = cpu;
    this.allocatedBytes = allocatedBytes;
    this.waits = waits;
    this.nanoTime = nanoTime;
  }

  void mark() {
    markedCpuNanos = cpuNanos();
    markedAllocated = allocatedBytes.getAsLong();
    markedAt = nanoTime.getAsLong();
  }

  /** Nanoseconds and bytes since the mark, of the events of which that is known. */
  Map<SampledEvent, Long> totals() {
    EnumMap<SampledEvent, Long> totals = new EnumMap<>(SampledEvent.class);
    put(totals, SampledEvent.CPU, markedCpuNanos, cpuNanos());
    put(totals, SampledEvent.ALLOC, markedAllocated, allocatedBytes.getAsLong());
    return totals;
  }

  /** Per second, or below 0 when not known. */
  double rate(Map<SampledEvent, Long> totals, SampledEvent event) {
    long nanos = nanoTime.getAsLong() - markedAt;
    Long total = totals.get(event);
    return total == null || nanos <= 0 ? UNKNOWN : total * 1e9 / nanos;
  }

  /** Since the last call, and below 0 when not known. */
  double waitsPerSecond() {
    return waits.getAsDouble();
  }

  int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void put(
      Map<SampledEvent, Long> totals, SampledEvent event, long before, long now) {
    if (before >= 0 && now >= before) {
      totals.put(event, now - before);
    }
  }

  private long cpuNanos() {
    try {
      return cpu.nanos();
    } catch (IOException noProc) {
      return UNKNOWN;
    }
  }
}
