package io.diag.collector.metrics;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The collector as a process, under the names that Prometheus's own clients use. */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  public static void addTo(Metrics metrics, String version) {
    metrics.gauges(
        "diag_collector_build_info",
        "Always 1; says which version this is.",
        "version",
        () -> Map.of(version, 1.0));
    metrics.counted(
        "process_cpu_seconds_total", "CPU time of the collector.", ProcessMetrics::cpuSeconds);
    metrics.gauge(
        "process_start_time_seconds",
        "When the collector was started, in seconds since 1970.",
        () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1_000.0);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    metrics.gauges(
        "jvm_memory_used_bytes",
        "Memory in use.",
        "area",
        () ->
            Map.of(
                "heap", (double) memory.getHeapMemoryUsage().getUsed(),
                "nonheap", (double) memory.getNonHeapMemoryUsage().getUsed()));
    metrics.gauges(
        "jvm_memory_max_bytes",
        "What that memory may grow to, where there is a limit.",
        "area",
        () -> limits(memory));
    metrics.gauge(
        "jvm_threads_current",
        "Threads of the collector.",
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static Map<String, Double> limits(MemoryMXBean memory) {
    Map<String, Double> limits = new TreeMap<>();
    add(limits, "heap", memory.getHeapMemoryUsage());
    add(limits, "nonheap", memory.getNonHeapMemoryUsage());
    return limits;
  }

  private static void add(Map<String, Double> limits, String area, MemoryUsage usage) {
    if (usage.getMax() >= 0) {
      limits.put(area, (double) usage.getMax());
    }
  }

  /** Null where this JVM does not tell. */
  private static Double cpuSeconds() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean known) {
      long nanos = known.getProcessCpuTime();
      return nanos < 0 ? null : (Double) (nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
    return null;
  }
}
