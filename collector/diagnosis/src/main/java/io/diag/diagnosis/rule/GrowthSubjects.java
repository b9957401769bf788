package io.diag.diagnosis.rule;

import io.diag.diagnosis.growth.GrowthScale;
import io.diag.diagnosis.growth.MemoryKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The kinds of memory that a {@link GrowthRule} looks at, those one can do most about first. */
final class GrowthSubjects {
  private static final String RESIDENT = "diag.memory.resident";
  private static final String BUFFERS = "jvm.buffer.memory.used";
  private static final String COMMITTED = "jvm.memory.committed";
  private static final String LIMIT = "jvm.memory.limit";
  private static final String THREADS = "jvm.thread.count";

  private static final GrowthSubject HEAP =
      new GrowthSubject(
          "heap-leak",
          MemoryKind.HEAP_LIVE,
          null,
          "What is alive on the heap",
          false,
          GrowthScale.MEMORY,
          "Heap used after collection",
          Arrays.asList(
              "jvm.memory.used_after_last_gc",
              "jvm.memory.used",
              "diag.jvm.gc.count",
              "diag.jvm.memory.heap.max",
              COMMITTED,
              THREADS),
          label("jvm.memory.type", "heap"),
          GrowthAdvice.HEAP);

  private static final GrowthSubject DIRECT =
      new GrowthSubject(
          "direct-buffer-growth",
          MemoryKind.DIRECT,
          null,
          "Direct buffers",
          true,
          GrowthScale.MEMORY,
          "Direct buffers",
          Arrays.asList(BUFFERS, "diag.jvm.direct.max"),
          label("jvm.buffer.pool.name", "direct"),
          GrowthAdvice.DIRECT);

  private static final GrowthSubject NETTY =
      new GrowthSubject(
          "netty-growth",
          MemoryKind.NETTY,
          null,
          "Buffers that Netty takes beside the JVM's pool",
          true,
          GrowthScale.MEMORY,
          "Netty's buffers",
          Arrays.asList("diag.netty.memory.used"),
          label("diag.netty.counted", "alone"),
          GrowthAdvice.NETTY);

  private static final GrowthSubject NATIVE =
      new GrowthSubject(
          "native-growth",
          MemoryKind.NATIVE,
          null,
          "Native memory that no pool of the JVM explains",
          false,
          GrowthScale.MEMORY,
          "Native memory",
          Arrays.asList(RESIDENT, BUFFERS, "diag.netty.memory.used", COMMITTED, THREADS),
          label("diag.memory.region", "native"),
          GrowthAdvice.NATIVE);

  private static final GrowthSubject MAPPED =
      new GrowthSubject(
          "mapped-growth",
          MemoryKind.MAPPED,
          MemoryKind.MAPPED_RESIDENT,
          "Mapped files",
          true,
          GrowthScale.MEMORY,
          "Mapped files",
          Arrays.asList(BUFFERS, RESIDENT),
          label("jvm.buffer.pool.name", "mapped"),
          GrowthAdvice.MAPPED);

  private static final GrowthSubject OF_THREADS =
      new GrowthSubject(
          "thread-growth",
          MemoryKind.THREADS,
          null,
          "Threads",
          true,
          GrowthScale.THREADS,
          "Threads",
          Arrays.asList(THREADS, RESIDENT),
          Collections.<String, String>emptyMap(),
          GrowthAdvice.THREADS);

  private static final GrowthSubject METASPACE =
      new GrowthSubject(
          "metaspace-growth",
          MemoryKind.METASPACE,
          null,
          "The metaspace",
          false,
          GrowthScale.METASPACE,
          "Metaspace",
          Arrays.asList(COMMITTED, LIMIT, RESIDENT, "jvm.class.count"),
          label("jvm.memory.pool.name", "Metaspace"),
          GrowthAdvice.METASPACE);

  private static final GrowthSubject CODE =
      new GrowthSubject(
          "code-cache-growth",
          MemoryKind.CODE,
          null,
          "The code cache",
          false,
          GrowthScale.CODE,
          "Memory outside the heap, by pool",
          Arrays.asList(COMMITTED, LIMIT, RESIDENT),
          label("jvm.memory.type", "non_heap"),
          GrowthAdvice.CODE);

  private static final List<GrowthSubject> ALL =
      Collections.unmodifiableList(
          Arrays.asList(HEAP, DIRECT, NETTY, NATIVE, MAPPED, OF_THREADS, METASPACE, CODE));

  private GrowthSubjects() {}

  static List<GrowthSubject> all() {
    return ALL;
  }

  private static Map<String, String> label(String name, String value) {
    return Collections.singletonMap(name, value);
  }
}
