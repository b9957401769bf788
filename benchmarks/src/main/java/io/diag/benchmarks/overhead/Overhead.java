package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU per request of one JVM under steady load with a profiler on, against the same JVM with it
 * off, by {@link PairedWindows}.
 *
 * <p>The server has one CPU and the load another, where there are two. The agent is told that
 * somebody looks, so it ends and sends a profile every 10 s and not every 60: dearer than most of
 * the time. What it does in only some windows is told apart, and weighted by how often it does it.
 *
 * <p>Arguments: {@code ROUNDS SECONDS DIAG_JAR CANDIDATE...}, a candidate being {@code diag},
 * {@code jfr} or {@code pyroscope}. SECONDS must be a multiple of the period in which a candidate
 * ends and ships a profile, or that work would fall out of every window or count twice: 10 for all
 * three. {@code diag} and {@code pyroscope} exclude each other, since both sample with
 * async-profiler and ours leaves the field to the other.
 */
public final class Overhead {
  private static final int REQUESTS_PER_SECOND = 2_000;

  private Overhead() {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    long windowMillis = 1000L * Integer.parseInt(args[1]);
    Path jar = Path.of(args[2]);
    List<String> names = List.of(args).subList(3, args.length);
    if (names.contains("diag") && names.contains("pyroscope")) {
      throw new IllegalArgumentException("measure diag and pyroscope in two runs");
    }
    try (CountingReceiver receiver = CountingReceiver.start(/* watched= */ true);
        ServerProcess server =
            ServerProcess.startOnOneCpu(
                names.contains("diag")
                    ? List.of("-javaagent:" + jar + "=collector=" + receiver.address())
                    : List.of());
        SteadyLoad load = SteadyLoad.begin(server.port(), REQUESTS_PER_SECOND)) {
      Map<String, Candidate> candidates = new LinkedHashMap<>();
      for (String name : names) {
        candidates.put(name, candidate(name, server, jar, receiver));
      }
      new PairedWindows(server, windowMillis, candidates).run(rounds);
      System.out.println("load: " + load);
      for (Candidate candidate : candidates.values()) {
        candidate.verify();
      }
    }
  }

  private static Candidate candidate(
      String name, ServerProcess server, Path jar, CountingReceiver receiver)
      throws IOException, InterruptedException {
    if (name.equals("diag")) {
      Candidate diag = new DiagCandidate(server.pid(), jar, receiver);
      diag.off();
      return diag;
    }
    return new InProcessCandidate(name, server);
  }
}
