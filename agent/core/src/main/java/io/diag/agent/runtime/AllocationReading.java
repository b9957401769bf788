package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import java.io.IOException;
import java.util.function.LongSupplier;

/** How fast the Java heap is allocated, since the reading before. */
public final class AllocationReading implements Reading {
  private final LongSupplier nanoTime;
  private AllocatedBytes allocated;
  private long lastBytes = -1;
  private long lastNanos;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public AllocationReading(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "allocation";
  }

  @Override
  public void read(PointList points) throws IOException {
    if (allocated == null) {
      allocated = AllocatedBytes.find();
    }
    long bytes = allocated.total();
    long now = nanoTime.getAsLong();
    if (lastBytes >= 0 && now > lastNanos) {
      double perSecond = Math.max(0, bytes - lastBytes) * 1e9 / (now - lastNanos);
      points.add("diag.jvm.allocation.rate", "By/s", perSecond);
    }
    lastBytes = bytes;
    lastNanos = now;
  }
}
