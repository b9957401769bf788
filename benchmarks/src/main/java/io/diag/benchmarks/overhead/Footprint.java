package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the agent adds to a JVM beside the CPU per request: CPU time until the first answer,
 * resident memory after a while of load with a heap that is touched beforehand, and threads. JVMs
 * with and without the agent take turns.
 *
 * <p>Arguments: {@code PAIRS SECONDS DIAG_JAR}. The collector's part is played by {@link
 * CountingReceiver}.
 */
public final class Footprint {
  private static final int REQUESTS_PER_SECOND = 1_000;

  private final long loadMillis;
  private final List<String> agent;
  private static final long LOOK_MILLIS = 50;

  /**
   * Of one JVM: seconds of CPU until the first answer, MiB of RSS, the most threads of the agent at
   * once, and the most threads of all at once.
   */
  private record Sample(double startCpu, double rss, double agentThreads, double threads) {}

  private Footprint(long loadMillis, Path jar, CountingReceiver receiver) {
    this.loadMillis = loadMillis;
    agent = List.of("-javaagent:" + jar + "=collector=" + receiver.address());
  }

  public static void main(String[] args) throws Exception {
    int pairs = Integer.parseInt(args[0]);
    try (CountingReceiver receiver = CountingReceiver.start(/* watched= */ false)) {
      Footprint footprint =
          new Footprint(1000L * Integer.parseInt(args[1]), Path.of(args[2]), receiver);
      List<Sample> without = new ArrayList<>();
      List<Sample> with = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        without.add(footprint.measure(List.of()));
        with.add(footprint.measure(footprint.agent));
        System.out.println("pair " + (pair + 1) + " " + last(without) + " " + last(with));
      }
      System.out.println("| median (least to most) | without | with | difference |");
      System.out.println("| --- | --- | --- | --- |");
      row("CPU to the first answer, s", without, with, Sample::startCpu);
      row("RSS after load, MiB", without, with, Sample::rss);
      row("threads of the agent, most at once", without, with, Sample::agentThreads);
      row("threads of all kinds, most at once", without, with, Sample::threads);
    }
  }

  private Sample measure(List<String> jvmOptions) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("-XX:+AlwaysPreTouch"));
    options.addAll(jvmOptions);
    try (ServerProcess server = ServerProcess.start(options)) {
      double startCpu = server.read().cpuNanos() / 1e9;
      try (SteadyLoad load = SteadyLoad.begin(server.port(), REQUESTS_PER_SECOND)) {
        long end = System.nanoTime() + loadMillis * 1_000_000;
        int most = 0;
        int mostOfAgent = 0;
        while (System.nanoTime() < end) {
          List<String> threads = threads(server.pid());
          most = Math.max(most, threads.size());
          mostOfAgent =
              Math.max(mostOfAgent, (int) threads.stream().filter(Footprint::isAgents).count());
          Thread.sleep(LOOK_MILLIS);
        }
        if (server.read().done() == 0) {
          throw new IOException("nothing was answered; load: " + load);
        }
        return new Sample(startCpu, rssMiB(server.pid()), mostOfAgent, most);
      }
    }
  }

  private static double rssMiB(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** Names of the kernel's threads of a process; those that end meanwhile may be missing. */
  private static List<String> threads(long pid) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        comm(task).ifPresent(names::add);
      }
    }
    return names;
  }

  private static Optional<String> comm(Path task) {
    try {
      return Optional.of(Files.readString(task.resolve("comm"), StandardCharsets.UTF_8).trim());
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Its own by their names, and that of the native profiler. */
  private static boolean isAgents(String name) {
    return name.startsWith("diag-") || name.toLowerCase(Locale.ROOT).contains("async");
  }

  private interface Figure {
    double of(Sample sample);
  }

  private static void row(String name, List<Sample> without, List<Sample> with, Figure figure) {
    double[] a = without.stream().mapToDouble(figure::of).sorted().toArray();
    double[] b = with.stream().mapToDouble(figure::of).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.2f |%n",
        name,
        spread(a),
        spread(b),
        b[b.length / 2] - a[a.length / 2]);
  }

  private static String spread(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        sorted[sorted.length / 2],
        sorted[0],
        Arrays.stream(sorted).max().orElseThrow());
  }

  private static Sample last(List<Sample> samples) {
    return samples.get(samples.size() - 1);
  }
}
