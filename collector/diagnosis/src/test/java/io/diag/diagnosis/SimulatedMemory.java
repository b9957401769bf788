package io.diag.diagnosis;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory of a JVM with G1, as its agent reads it: a shape for each kind, and a resident set
 * that is their sum. The old generation fills with dead objects until a concurrent cycle.
 */
public final class SimulatedMemory implements SimulatedJvm.Reading {
  public static final double MB = 1e6;

  /** When a cycle of the collector's looks at the old generation. */
  private static final long CYCLE_SECONDS = 15;

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<Map.Entry<String, String>, Map<String, String>> labels = new HashMap<>();
  private double heapMax = 4_000 * MB;
  private double container = 16_000 * MB;
  private double directMax = 4_000 * MB;
  private double codeMax = 1_000 * MB;
  private long uptimeAtStart = 86_400;
  private long ledgerSeconds = 10;
  private double deadMost = 40 * MB;
  private long cycleSeconds = CYCLE_SECONDS;

  public SimulatedMemory() {
    with("live", Shape.flat(300 * MB));
    with("touched", Shape.flat(700 * MB));
    with("direct", Shape.flat(60 * MB));
    with("netty", Shape.flat(20 * MB));
    with("mapped", Shape.flat(30 * MB));
    with("native", Shape.flat(150 * MB));
    with("threads", Shape.flat(80));
    with("metaspace", Shape.flat(90 * MB));
    with("code", Shape.flat(50 * MB));
    with("classes", Shape.flat(12_000));
  }

  public SimulatedMemory with(String kind, Shape shape) {
    shapes.put(kind, shape);
    return this;
  }

  /** The shape on top of what the kind has. */
  public SimulatedMemory add(String kind, Shape shape) {
    shapes.merge(kind, shape, Shape::plus);
    return this;
  }

  public SimulatedMemory heapMax(double bytes) {
    heapMax = bytes;
    return this;
  }

  public SimulatedMemory container(double bytes) {
    container = bytes;
    return this;
  }

  public SimulatedMemory directMax(double bytes) {
    directMax = bytes;
    return this;
  }

  public SimulatedMemory codeMax(double bytes) {
    codeMax = bytes;
    return this;
  }

  public SimulatedMemory uptimeAtStart(long seconds) {
    uptimeAtStart = seconds;
    return this;
  }

  public SimulatedMemory ledgerEvery(long seconds) {
    ledgerSeconds = seconds;
    return this;
  }

  /** How much dies in the old generation between two cycles, and how long that takes. */
  public SimulatedMemory dead(double most, long every) {
    deadMost = most;
    cycleSeconds = every;
    return this;
  }

  @Override
  public void read(SeriesWindow window, long second) {
    Map<String, Double> now = new HashMap<>();
    shapes.forEach((kind, shape) -> now.put(kind, Math.max(0, shape.at(second))));
    heap(window, second, now.get("live"));
    double threads = Math.rint(now.get("threads"));
    double stacks = threads * 60_000;
    window.value("jvm.thread.count", of("jvm.thread.daemon", "true"), Math.rint(threads / 2));
    window.value(
        "jvm.thread.count", of("jvm.thread.daemon", "false"), threads - Math.rint(threads / 2));
    window.value("jvm.class.count", Map.of(), now.get("classes"));
    pool(window, "Metaspace", now.get("metaspace"));
    pool(window, "Compressed Class Space", now.get("metaspace") / 8);
    pool(window, "CodeHeap 'profiled nmethods'", now.get("code") / 2);
    pool(window, "CodeHeap 'non-profiled nmethods'", now.get("code") / 2);
    window.value(
        "jvm.memory.limit",
        Map.of(
            "jvm.memory.pool.name", "CodeHeap 'profiled nmethods'", "jvm.memory.type", "non_heap"),
        codeMax);
    buffers(window, "direct", now.get("direct"));
    buffers(window, "mapped", now.get("mapped"));
    netty(window, "pooled", "direct-pool", now.get("direct") / 2);
    netty(window, "unpooled", "alone", now.get("netty"));
    double malloc = now.get("native") + (threads - 80) * 40_000;
    if (second % ledgerSeconds == 0) {
      region(window, "heap", now.get("touched"));
      region(window, "native", malloc);
      region(window, "stacks", stacks);
      region(window, "direct", now.get("direct"));
      region(window, "mapped", now.get("mapped"));
      region(window, "metaspace", now.get("metaspace"));
      region(window, "code", now.get("code"));
    }
    double rss = stacks + malloc + 80 * MB;
    for (String kind : new String[] {"touched", "direct", "netty", "mapped", "metaspace", "code"}) {
      rss += now.get(kind);
    }
    window.value("diag.process.rss", Map.of(), rss);
    window.value("diag.cgroup.memory.limit", Map.of(), container);
    window.value("diag.machine.memory.total", Map.of(), 64_000 * MB);
    window.value("diag.machine.memory.available", Map.of(), 40_000 * MB);
    window.value("diag.jvm.memory.heap.max", Map.of(), heapMax);
    window.value("diag.jvm.direct.max", Map.of(), directMax);
    window.value("process.uptime", Map.of(), (double) uptimeAtStart + second);
  }

  private void heap(SeriesWindow window, long second, double live) {
    double dead = deadMost * (second % cycleSeconds) / cycleSeconds;
    double eden = Math.min(200 * MB, 0.3 * heapMax) * (second % 20) / 20;
    heapPool(window, "jvm.memory.used", "G1 Eden Space", eden);
    heapPool(window, "jvm.memory.used", "G1 Survivor Space", 10 * MB);
    heapPool(window, "jvm.memory.used", "G1 Old Gen", live + dead);
    heapPool(window, "jvm.memory.used_after_last_gc", "G1 Eden Space", 0);
    heapPool(window, "jvm.memory.used_after_last_gc", "G1 Survivor Space", 10 * MB);
    heapPool(window, "jvm.memory.used_after_last_gc", "G1 Old Gen", live + dead);
    window.value(
        "diag.jvm.gc.count", of("jvm.gc.name", "G1 Young Generation"), Math.floor(second / 20.0));
    window.value(
        "diag.jvm.gc.count",
        of("jvm.gc.name", "G1 Concurrent GC"),
        Math.floor((double) second / cycleSeconds));
  }

  private static void heapPool(SeriesWindow window, String name, String pool, double bytes) {
    window.value(name, Map.of("jvm.memory.pool.name", pool, "jvm.memory.type", "heap"), bytes);
  }

  private static void pool(SeriesWindow window, String pool, double bytes) {
    window.value(
        "jvm.memory.committed",
        Map.of("jvm.memory.pool.name", pool, "jvm.memory.type", "non_heap"),
        bytes);
  }

  private void buffers(SeriesWindow window, String pool, double bytes) {
    window.value("jvm.buffer.memory.used", of("jvm.buffer.pool.name", pool), bytes);
  }

  private static void netty(SeriesWindow window, String allocator, String counted, double bytes) {
    window.value(
        "diag.netty.memory.used",
        Map.of("diag.netty.allocator", allocator, "diag.netty.counted", counted),
        bytes);
  }

  private void region(SeriesWindow window, String region, double bytes) {
    window.value("diag.memory.resident", of("diag.memory.region", region), bytes);
  }

  private Map<String, String> of(String label, String value) {
    return labels.computeIfAbsent(Map.entry(label, value), entry -> Map.of(label, value));
  }
}
