package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;
import io.diag.agent.memory.PointList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM's own native memory tracking has committed, by its categories, where it was started
 * with that; asked once, and never again if not. The sampler's thread.
 */
final class NativeTracking {
  static final String COMMAND = "VM.native_memory summary scale=KB";

  private static final Pattern CATEGORY =
      Pattern.compile("(?m)^- +(\\S.{0,60}?) +\\(reserved=\\d+KB, committed=(\\d{1,15})KB");

  /** There are some thirty. */
  private static final int MOST = 64;

  /**
   * What the JVM needs for itself and no other reading tells. Heap, classes, code, threads and what
   * the application takes ("Other"; in JDK 8 "Internal") have regions of their own.
   */
  private static final Set<String> OF_THE_VM =
      new HashSet<>(
          Arrays.asList(
              "GC",
              "GCCardSet",
              "Compiler",
              "JVMCI",
              "Symbol",
              "Module",
              "Safepoint",
              "Synchronization",
              "Object Monitors",
              "String Deduplication",
              "Serviceability",
              "Tracing",
              "Logging",
              "Statistics",
              "Arguments",
              "Native Memory Tracking"));

  private final Commands commands;
  private boolean off;

  NativeTracking(Commands commands) {
    this.commands = commands;
  }

  /** Blocks as long as the VM takes. Empty where tracking is off. */
  Summary read() {
    Map<String, Long> committed = new LinkedHashMap<>();
    if (off) {
      return new Summary(committed);
    }
    try {
      Matcher categories = CATEGORY.matcher(commands.execute(COMMAND));
      while (committed.size() < MOST && categories.find()) {
        committed.put(categories.group(1), 1024 * Long.parseLong(categories.group(2)));
      }
    } catch (CommandException notOffered) {
      committed.clear();
    }
    off = committed.isEmpty();
    return new Summary(committed);
  }

  /** The categories of one moment. Immutable. */
  static final class Summary {
    private final Map<String, Long> committedBytes;

    Summary(Map<String, Long> committedBytes) {
      this.committedBytes = Collections.unmodifiableMap(committedBytes);
    }

    /** What the JVM took for itself, or a negative number where tracking is off. */
    long vmBytes() {
      if (committedBytes.isEmpty()) {
        return -1;
      }
      long sum = 0;
      for (Map.Entry<String, Long> one : committedBytes.entrySet()) {
        sum += OF_THE_VM.contains(one.getKey()) ? one.getValue() : 0;
      }
      return sum;
    }

    void addTo(PointList points) {
      for (Map.Entry<String, Long> one : committedBytes.entrySet()) {
        points.bytes(
            "diag.nmt.committed",
            PointList.label("diag.nmt.category", one.getKey()),
            one.getValue());
      }
    }
  }
}
