package io.diag.agent.memory;

import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Collections;
import java.util.Map;

/**
 * Heap and non-heap pools: used, committed, limit, and used after the last collection.
 *
 * <p>A pool's own record of that is zero in every field until a collection has covered the pool;
 * G1's old generation may go without one for hours while young collections run. Until then its use
 * at the end of the last collection of any kind is taken, which holds dead objects too, and before
 * the first collection nothing: the live set is then not known, not zero.
 */
public final class MemoryPoolReading implements Reading {
  @Override
  public String name() {
    return "memory-pools";
  }

  @Override
  public void read(PointList points) {
    Map<String, MemoryUsage> lastCollection = null;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage == null) {
        continue;
      }
      boolean heap = pool.getType() == MemoryType.HEAP;
      Map<String, String> labels =
          PointList.labels(
              "jvm.memory.pool.name",
              pool.getName(),
              "jvm.memory.type",
              heap ? "heap" : "non_heap");
      points.bytes("jvm.memory.used", labels, usage.getUsed());
      points.bytes("jvm.memory.committed", labels, usage.getCommitted());
      if (usage.getMax() >= 0) {
        points.bytes("jvm.memory.limit", labels, usage.getMax());
      }
      MemoryUsage collected = pool.getCollectionUsage();
      if (heap && (collected == null || collected.getCommitted() == 0)) {
        lastCollection = lastCollection != null ? lastCollection : afterLastCollection();
        collected = lastCollection.get(pool.getName());
      }
      if (heap && collected != null) {
        points.bytes("jvm.memory.used_after_last_gc", labels, collected.getUsed());
      }
    }
    long max = Runtime.getRuntime().maxMemory();
    if (max != Long.MAX_VALUE) {
      points.bytes("diag.jvm.memory.heap.max", max);
    }
  }

  /**
   * Each pool's usage at the end of the most recent collection; empty before the first one, and
   * where the JVM does not tell of it: in a runtime that lacks the module jdk.management.
   */
  private static Map<String, MemoryUsage> afterLastCollection() {
    try {
      GcInfo last = lastCollection();
      return last == null
          ? Collections.<String, MemoryUsage>emptyMap()
          : last.getMemoryUsageAfterGc();
    } catch (LinkageError absent) {
      return Collections.emptyMap();
    }
  }

  private static GcInfo lastCollection() {
    GcInfo last = null;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof com.sun.management.GarbageCollectorMXBean) {
        GcInfo info = ((com.sun.management.GarbageCollectorMXBean) collector).getLastGcInfo();
        if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
          last = info;
        }
      }
    }
    return last;
  }
}
