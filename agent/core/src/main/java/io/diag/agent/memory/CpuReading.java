package io.diag.agent.memory;

import io.diag.agent.os.ProcessCpu;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * CPU time and page faults of the process, and how many cores it kept busy since the reading
 * before.
 */
public final class CpuReading implements Reading {
  /** CPU time comes in steps of 10 ms; over less than this a rate says nothing. */
  private static final long SHORTEST_NANOS = 1_000_000_000;

  private final ProcessCpu cpu;
  private final LongSupplier nanoTime;
  private long lastCpuNanos = -1;
  private long lastNanos;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public CpuReading(ProcessCpu cpu, LongSupplier nanoTime) {
    this.cpu = cpu;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "process-cpu";
  }

  @Override
  public void read(PointList points) throws IOException {
    ProcessCpu.Usage usage = cpu.read();
    long cpuNanos = usage.nanos();
    long now = nanoTime.getAsLong();
    points.add("jvm.cpu.time", "s", cpuNanos / 1e9);
    points.add("jvm.cpu.count", "{cpu}", Runtime.getRuntime().availableProcessors());
    faults(points, "minor", usage.minorFaults());
    faults(points, "major", usage.majorFaults());
    if (lastCpuNanos < 0) {
      lastCpuNanos = cpuNanos;
      lastNanos = now;
    } else if (now - lastNanos >= SHORTEST_NANOS) {
      double cores = (double) (cpuNanos - lastCpuNanos) / (now - lastNanos);
      points.add("diag.process.cpu.cores", "1", Math.max(0, cores));
      lastCpuNanos = cpuNanos;
      lastNanos = now;
    }
  }

  private static void faults(PointList points, String kind, long count) {
    points.add(
        "diag.process.page_faults", "{fault}", PointList.label("diag.fault", kind), (double) count);
  }
}
