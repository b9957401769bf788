package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * CPU time of a JVM's threads since each began, by what they are there for, from {@code /proc}:
 * tells whether what a candidate adds is spent in threads of its own, in the JVM's, or in the
 * application's. What threads took that have ended since is missing.
 */
final class ThreadTimes {
  /** What a thread is there for. */
  enum Kind {
    AGENT("diag-.*"),
    JIT("C[12] CompilerThre.*|Sweeper thread"),
    GC("GC Thread.*|G1 .*"),
    JVM(
        "VM .*|Attach Listener|Signal Dispatch|Service Thread|Notification Th|Monitor Deflati"
            + "|Common-Cleaner|Reference Handl|Finalizer|process reaper"),
    APPLICATION(".*");

    private final String names;

    Kind(String names) {
      this.names = names;
    }

    private static Kind of(String name) {
      for (Kind kind : values()) {
        if (name.matches(kind.names)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(name);
    }
  }

  private ThreadTimes() {}

  /** In nanoseconds. */
  static Map<Kind, Long> of(long pid) throws IOException {
    Map<Kind, Long> times = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      times.put(kind, 0L);
    }
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid, "task"))) {
      for (Path task : tasks) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          String onCpu = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
          times.merge(Kind.of(name), Long.parseLong(onCpu), Long::sum);
        } catch (NoSuchFileException ended) {
          // while it was read
        }
      }
    }
    return times;
  }
}
