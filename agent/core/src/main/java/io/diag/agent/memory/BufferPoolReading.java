package io.diag.agent.memory;

import io.diag.agent.heap.DirectBound;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** Direct and mapped buffers: bytes, capacity, count, and the bound of the direct ones. */
public final class BufferPoolReading implements Reading {
  private Long directMost;
  private boolean asked;

  @Override
  public String name() {
    return "buffer-pools";
  }

  @Override
  public void read(PointList points) {
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      Map<String, String> labels = PointList.label("jvm.buffer.pool.name", pool.getName());
      if (pool.getMemoryUsed() >= 0) {
        points.bytes("jvm.buffer.memory.used", labels, pool.getMemoryUsed());
      }
      points.bytes("jvm.buffer.memory.limit", labels, pool.getTotalCapacity());
      points.add("jvm.buffer.count", "{buffer}", labels, (double) pool.getCount());
    }
    if (!asked) {
      asked = true;
      directMost = DirectBound.bytes();
    }
    if (directMost != null) {
      points.bytes("diag.jvm.direct.max", directMost);
    }
  }
}
