package io.diag.agent.memory;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** Direct and mapped buffers: bytes, capacity and count. */
public final class BufferPoolReading implements Reading {
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
  }
}
