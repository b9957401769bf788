package io.diag.diagnosis.rule;

import io.diag.diagnosis.Readings;
import java.util.Map;

/** What the labels of the series {@code jvm.gc.duration} mean. */
public final class GcEvents {
  private GcEvents() {}

  /**
   * Whether the application stood still. ZGC and Shenandoah report their concurrent cycles beside
   * the pauses, and CMS reports a concurrent cycle as if it were a collection without a cause. The
   * bean "G1 Concurrent GC" measures the pauses of the concurrent cycle, remark and cleanup, and
   * not the cycle.
   */
  public static boolean isPause(Map<String, String> labels) {
    return isPause(
        labels.getOrDefault("jvm.gc.name", ""),
        labels.getOrDefault("jvm.gc.action", ""),
        labels.getOrDefault("jvm.gc.cause", ""));
  }

  /** As {@link #isPause(Map)}. */
  static boolean isPause(Readings collections) {
    return isPause(
        collections.label("jvm.gc.name"),
        collections.label("jvm.gc.action"),
        collections.label("jvm.gc.cause"));
  }

  private static boolean isPause(String name, String action, String cause) {
    if (name.endsWith("Cycles") || action.equals("end of GC cycle")) {
      return false;
    }
    return !(name.equals("ConcurrentMarkSweep") && cause.equals("No GC"));
  }

  /** Whether the old generation was looked at as a whole, so that what is left was alive. */
  static boolean coversEverything(Readings collections) {
    String name = collections.label("jvm.gc.name");
    return collections.label("jvm.gc.action").equals("end of major GC")
        || name.equals("ZGC Cycles")
        || name.equals("ZGC Major Cycles")
        || name.equals("Shenandoah Cycles");
  }

  static String cause(Readings collections) {
    String cause = collections.label("jvm.gc.cause");
    return cause.isEmpty() ? "unknown" : cause;
  }
}
