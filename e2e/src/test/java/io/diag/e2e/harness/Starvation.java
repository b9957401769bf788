package io.diag.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For how long a JVM may have been kept from its work by the machine while something was done: a
 * tick that was long by that alone is no episode, and is not told.
 */
public final class Starvation {
  private final long pid;
  private final long sinceMillis = System.currentTimeMillis();
  private final Map<Path, Long> waitedBefore;
  private long untilMillis = Long.MAX_VALUE;
  private double waitedMillis;

  private Starvation(long pid) {
    this.pid = pid;
    waitedBefore = waited();
  }

  /** From now on. */
  public static Starvation since(long pid) {
    return new Starvation(pid);
  }

  /** Until now. */
  public void end() {
    untilMillis = System.currentTimeMillis();
    long waited = 0;
    for (Map.Entry<Path, Long> thread : waited().entrySet()) {
      long before = waitedBefore.getOrDefault(thread.getKey(), 0L);
      waited = Math.max(waited, thread.getValue() - before);
    }
    waitedMillis = waited / 1e6;
  }

  /** Whether something that began then, in epoch milliseconds, began meanwhile. */
  public boolean covers(long startedAt) {
    return startedAt >= sinceMillis && startedAt <= untilMillis;
  }

  /**
   * In milliseconds, at most: what was told as stalls of then, and what the thread that had to wait
   * longest for a CPU waited.
   *
   * @param told the answer of {@code loop-episodes}
   */
  public double millis(JsonNode told) {
    double stalls = 0;
    for (JsonNode stall : told.get("stalls")) {
      double length = stall.get("durationMillis").asDouble();
      long start = stall.get("startedAt").asLong();
      stalls += start <= untilMillis && start + length >= sinceMillis ? length : 0;
    }
    return stalls + waitedMillis;
  }

  /** Nanoseconds that each thread waited for a CPU since it started. */
  private Map<Path, Long> waited() {
    Map<Path, Long> waited = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        waited.put(thread, waited(thread));
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    return waited;
  }

  private static long waited(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).trim().split(" ")[1]);
    } catch (IOException ended) {
      return 0;
    }
  }
}
