package io.diag.agent.machine;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.util.function.LongSupplier;

/** How many of the machine's cores were busy, and how many its host took away. */
public final class MachineCpuReading implements Reading {
  private static final double NANOS_PER_TICK = 10_000_000;

  /** Over less than this, steps of 10 ms say nothing. */
  private static final long SHORTEST_NANOS = 1_000_000_000;

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  private final ProcFs files;
  private final LongSupplier nanoTime;
  private long[] last;
  private long lastNanos;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public MachineCpuReading(ProcFs files, LongSupplier nanoTime) {
    this.files = files;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "machine-cpu";
  }

  @Override
  public void read(PointList points) throws IOException {
    long[] ticks = ticks();
    long now = nanoTime.getAsLong();
    if (last != null && now - lastNanos < SHORTEST_NANOS) {
      return;
    }
    if (last != null) {
      // The idle counters of some kernels go back a little.
      double ticksPerCore = (now - lastNanos) / NANOS_PER_TICK;
      points.add(
          "diag.machine.cpu.used", "1", Math.max(0, busy(ticks) - busy(last)) / ticksPerCore);
      if (ticks.length > STEAL) {
        points.add(
            "diag.machine.cpu.steal", "1", Math.max(0, ticks[STEAL] - last[STEAL]) / ticksPerCore);
      }
    }
    last = ticks;
    lastNanos = now;
  }

  /** user, nice, system, irq and softirq; guests are in user already. */
  private static long busy(long[] ticks) {
    long busy = 0;
    for (int i = 0; i < Math.min(ticks.length, STEAL); i++) {
      busy += i == IDLE || i == IO_WAIT ? 0 : ticks[i];
    }
    return busy;
  }

  private long[] ticks() throws IOException {
    String text = files.read("/proc/stat");
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    String[] fields = line.split(" +");
    if (fields.length <= IO_WAIT + 1 || !fields[0].equals("cpu")) {
      throw new IOException("/proc/stat begins with '" + line + "'");
    }
    long[] ticks = new long[fields.length - 1];
    try {
      for (int i = 0; i < ticks.length; i++) {
        ticks[i] = Long.parseLong(fields[i + 1]);
      }
    } catch (NumberFormatException malformed) {
      throw new IOException("/proc/stat begins with '" + line + "'", malformed);
    }
    return ticks;
  }
}
