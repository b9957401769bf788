package io.diag.e2e.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JDK's own view of one of its JVMs. */
public final class Jcmd {
  private Jcmd() {}

  public static String run(Jdk jdk, long pid, String... command) {
    List<String> words = new ArrayList<>();
    words.add(jdk.home().resolve("bin/jcmd").toString());
    words.add(Long.toString(pid));
    words.addAll(List.of(command));
    try (Forked process = Forked.start(words, Map.of())) {
      int exitCode = process.awaitExit(Duration.ofSeconds(60));
      if (exitCode != 0) {
        throw new AssertionError(words + " gave " + exitCode + ": " + process.err());
      }
      return process.out();
    }
  }

  /** Instances of a class after a full collection. */
  public static long instances(Jdk jdk, long pid, String className) {
    return run(jdk, pid, "GC.class_histogram")
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(parts -> parts.length >= 4 && parts[3].equals(className))
        .mapToLong(parts -> Long.parseLong(parts[1]))
        .sum();
  }
}
