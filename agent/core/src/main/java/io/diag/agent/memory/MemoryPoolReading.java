package io.diag.agent.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;

/**
 * Heap and non-heap pools: used, committed, limit, and used after the last collection that covered
 * the pool. A pool that no collection has covered yet (its usage after collection is zero in every
 * field) has no such value: the live set is then not known, not zero.
 */
public final class MemoryPoolReading implements Reading {
  @Override
  public String name() {
    return "memory-pools";
  }

  @Override
  public void read(PointList points) {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage == null) {
        continue;
      }
      Map<String, String> labels =
          PointList.labels(
              "jvm.memory.pool.name",
              pool.getName(),
              "jvm.memory.type",
              pool.getType() == MemoryType.HEAP ? "heap" : "non_heap");
      points.bytes("jvm.memory.used", labels, usage.getUsed());
      points.bytes("jvm.memory.committed", labels, usage.getCommitted());
      if (usage.getMax() >= 0) {
        points.bytes("jvm.memory.limit", labels, usage.getMax());
      }
      MemoryUsage collected = pool.getCollectionUsage();
      if (collected != null && collected.getCommitted() > 0) {
        points.bytes("jvm.memory.used_after_last_gc", labels, collected.getUsed());
      }
    }
    long max = Runtime.getRuntime().maxMemory();
    if (max != Long.MAX_VALUE) {
      points.bytes("diag.jvm.memory.heap.max", max);
    }
  }
}
