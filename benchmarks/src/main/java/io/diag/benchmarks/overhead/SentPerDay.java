package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the agent with all its defaults sends while nobody looks, and the CPU time of its own
 * threads meanwhile, for two busy servers one after the other. Counting begins after the first
 * profile, which comes early.
 *
 * <p>Arguments: {@code MINUTES DIAG_JAR}; whole minutes, since a profile comes once in each.
 */
public final class SentPerDay {
  private static final long WARM_UP_MILLIS = 75_000;
  private static final long LOOK_MILLIS = 20;

  private record Work(String path, int requestsPerSecond) {}

  private static final List<Work> SERVERS =
      List.of(new Work("/order", 2_000), new Work("/compile", 40));

  private SentPerDay() {}

  public static void main(String[] args) throws Exception {
    long millis = 60_000L * Integer.parseInt(args[0]);
    System.out.println(
        "| server | requests a second | its CPU, cores | sent, MB a day | CPU of the agent's"
            + " threads, percent of a core |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (Work work : SERVERS) {
      measure(work, millis, Path.of(args[1]));
    }
  }

  private static void measure(Work work, long millis, Path jar)
      throws IOException, InterruptedException {
    try (CountingReceiver receiver = CountingReceiver.start(/* watched= */ false);
        ServerProcess server =
            ServerProcess.start(List.of("-javaagent:" + jar + "=collector=" + receiver.address()));
        SteadyLoad load = SteadyLoad.begin(server.port(), work.path(), work.requestsPerSecond())) {
      Thread.sleep(WARM_UP_MILLIS);
      long bytes = receiver.bytes();
      Workload.Reading before = server.read();
      double agent = agentSeconds(server.pid(), millis);
      Workload.Reading after = server.read();
      double seconds = millis / 1e3;
      if (after.done() == before.done()) {
        throw new IOException("nothing was answered; load: " + load);
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.2f | %.1f | %.3f |%n",
          work.path(),
          (after.done() - before.done()) / seconds,
          (after.cpuNanos() - before.cpuNanos()) / 1e9 / seconds,
          (receiver.bytes() - bytes) / seconds * 86_400 / 1e6,
          100 * agent / seconds);
    }
  }

  /**
   * What the agent's threads take meanwhile. Some of them live for a moment only: what one takes
   * after the last look at it is lost.
   */
  private static double agentSeconds(long pid, long millis)
      throws IOException, InterruptedException {
    Map<String, Long> before = agentNanos(pid);
    Map<String, Long> after = new HashMap<>(before);
    long end = System.nanoTime() + millis * 1_000_000;
    do {
      Thread.sleep(LOOK_MILLIS);
      after.putAll(agentNanos(pid));
    } while (System.nanoTime() < end);
    return (sum(after) - sum(before)) / 1e9;
  }

  private static double sum(Map<String, Long> nanos) {
    return nanos.values().stream().mapToDouble(Long::doubleValue).sum();
  }

  /** By number of the thread. */
  private static Map<String, Long> agentNanos(long pid) throws IOException {
    Map<String, Long> nanos = new HashMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        cpuNanos(task).ifPresent(each -> nanos.put(task.getFileName().toString(), each));
      }
    }
    return nanos;
  }

  /** Of a thread of the agent's; of others, and of one that ended, nothing. */
  private static Optional<Long> cpuNanos(Path task) {
    try {
      return Files.readString(task.resolve("comm")).startsWith("diag-")
          ? Optional.of(
              Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]))
          : Optional.empty();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
