package io.diag.agent.ledger;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * What the JVM itself says it took outside any file, in bytes; cheap to read and not the same as
 * what is resident. Zero is also said of what this JVM does not have. Immutable.
 */
final class JvmAmounts {
  private final long heap;
  private final long metaspace;
  private final long code;
  private final long direct;

  JvmAmounts(long heap, long metaspace, long code, long direct) {
    this.heap = heap;
    this.metaspace = metaspace;
    this.code = code;
    this.direct = direct;
  }

  /** Any thread. Blocks for no more than the JVM's own sums. */
  static JvmAmounts read() {
    long heap = 0;
    long metaspace = 0;
    long code = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      long committed = usage == null ? 0 : usage.getCommitted();
      if (pool.getType() == MemoryType.HEAP) {
        heap += committed;
      } else if (pool.getName().equals("Metaspace")) {
        metaspace += committed; // with the class space, whose own pool is a part of it
      } else if (pool.getName().startsWith("Code")) {
        code += committed;
      }
    }
    long direct = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      direct += pool.getName().equals("direct") ? Math.max(0, pool.getMemoryUsed()) : 0;
    }
    return new JvmAmounts(heap, metaspace, code, direct);
  }

  long metaspace() {
    return metaspace;
  }

  long code() {
    return code;
  }

  /** Taken by buffers of the direct pool. */
  long direct() {
    return direct;
  }

  /** All of them together. */
  long total() {
    return heap + metaspace + code + direct;
  }
}
