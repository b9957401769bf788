package io.diag.diagnosis.growth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** From which series each quantity comes. No instances; any thread. */
final class Sources {
  private static final String POOL = "jvm.memory.pool.name";
  private static final String COMMITTED = "jvm.memory.committed";
  private static final String LIMIT = "jvm.memory.limit";
  private static final String BUFFERS = "jvm.buffer.memory.used";
  private static final String BUFFER_POOL = "jvm.buffer.pool.name";
  private static final String NO_LABEL = "";

  private static final Map<String, List<Source<MemoryKind>>> KINDS = new HashMap<>();
  private static final Map<String, List<Source<Gauge>>> GAUGES = new HashMap<>();
  private static final Set<String> SERIES = new TreeSet<>();

  static {
    kind(MemoryKind.DIRECT, BUFFERS, BUFFER_POOL, "direct"::equals);
    kind(MemoryKind.NETTY, "diag.netty.memory.used", "diag.netty.counted", "alone"::equals);
    kind(MemoryKind.MAPPED, BUFFERS, BUFFER_POOL, "mapped"::equals);
    region(MemoryKind.MAPPED_RESIDENT, "mapped");
    // The pool of this name holds the class space as well, which has another one of its own.
    kind(MemoryKind.METASPACE, COMMITTED, POOL, "Metaspace"::equals);
    kind(MemoryKind.CODE, COMMITTED, POOL, Sources::isCode);
    kind(MemoryKind.THREADS, "jvm.thread.count", NO_LABEL, any -> true);
    region(MemoryKind.STACKS, "stacks");
    region(MemoryKind.NATIVE, "native");
    kind(MemoryKind.CLASSES, "jvm.class.count", NO_LABEL, any -> true);
    kind(MemoryKind.RSS, "diag.process.rss", NO_LABEL, any -> true);

    gauge(Gauge.HEAP_MAX, "diag.jvm.memory.heap.max", NO_LABEL, any -> true);
    gauge(Gauge.DIRECT_MAX, "diag.jvm.direct.max", NO_LABEL, any -> true);
    gauge(Gauge.METASPACE_MAX, LIMIT, POOL, "Metaspace"::equals);
    gauge(Gauge.CODE_MAX, LIMIT, POOL, Sources::isCode);
    gauge(Gauge.CONTAINER_MAX, "diag.cgroup.memory.limit", NO_LABEL, any -> true);
    gauge(Gauge.MACHINE_TOTAL, "diag.machine.memory.total", NO_LABEL, any -> true);
    gauge(Gauge.MACHINE_AVAILABLE, "diag.machine.memory.available", NO_LABEL, any -> true);
    gauge(Gauge.UPTIME, "process.uptime", NO_LABEL, any -> true);

    SERIES.addAll(KINDS.keySet());
    SERIES.addAll(GAUGES.keySet());
    SERIES.addAll(Arrays.asList(LiveSet.USED, LiveSet.AFTER_GC, LiveSet.COUNT));
  }

  private Sources() {}

  /** Their names, those of the heap's live set included. */
  static Set<String> series() {
    return Collections.unmodifiableSet(SERIES);
  }

  static List<Source<MemoryKind>> kinds(String name) {
    return KINDS.getOrDefault(name, Collections.emptyList());
  }

  static List<Source<Gauge>> gauges(String name) {
    return GAUGES.getOrDefault(name, Collections.emptyList());
  }

  private static void region(MemoryKind kind, String region) {
    kind(kind, "diag.memory.resident", "diag.memory.region", region::equals);
  }

  private static void kind(MemoryKind kind, String name, String label, Predicate<String> counts) {
    KINDS
        .computeIfAbsent(name, absent -> new ArrayList<>())
        .add(new Source<>(kind, name, label, counts));
  }

  private static void gauge(Gauge gauge, String name, String label, Predicate<String> counts) {
    GAUGES
        .computeIfAbsent(name, absent -> new ArrayList<>())
        .add(new Source<>(gauge, name, label, counts));
  }

  /** The code cache has one pool or several, by the JDK and its flags. */
  private static boolean isCode(String pool) {
    return pool.startsWith("CodeHeap ") || pool.equals("CodeCache") || pool.equals("Code Cache");
  }
}
