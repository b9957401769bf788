package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * CPU per request of one JVM under steady load with a profiler on, against the same JVM with it
 * off. Each round measures every candidate once, and the JVM without any of them in two halves, in
 * a new random order. A ratio is taken within its round, so what changes slowly falls out: of each
 * candidate against the mean of both halves, and of one half against the other (the control, which
 * by its shorter windows spreads rather more than less).
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
  private static final int WARM_UP_SECONDS = 40;
  private static final String HALF = "off";
  private static final String OTHER_HALF = "off again";

  private final ServerProcess server;
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();
  private final long windowMillis;

  private Overhead(ServerProcess server, long windowMillis) {
    this.server = server;
    this.windowMillis = windowMillis;
  }

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
      Overhead overhead = new Overhead(server, windowMillis);
      for (String name : names) {
        overhead.candidates.put(name, Candidate.of(name, server, jar, receiver));
      }
      overhead.run(rounds);
      System.out.println("load: " + load);
      for (Candidate candidate : overhead.candidates.values()) {
        candidate.verify();
      }
    }
  }

  private void run(int rounds) throws Exception {
    Thread.sleep(1000L * WARM_UP_SECONDS);
    for (Candidate candidate : candidates.values()) {
      candidate.on();
      Thread.sleep(1000L * WARM_UP_SECONDS);
      candidate.off();
    }
    List<String> order = new ArrayList<>(candidates.keySet());
    order.add(HALF);
    order.add(OTHER_HALF);
    Map<String, double[]> ratios = new LinkedHashMap<>();
    candidates.keySet().forEach(name -> ratios.put(name, new double[rounds]));
    double[] control = new double[rounds];
    double[] offNanos = new double[rounds];
    Random random = new Random();
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      Map<String, Double> nanos = new LinkedHashMap<>();
      for (String name : order) {
        nanos.put(name, cpuNanosPerRequest(candidates.get(name)));
      }
      double off = (nanos.get(HALF) + nanos.get(OTHER_HALF)) / 2;
      control[round] = nanos.get(OTHER_HALF) / nanos.get(HALF);
      StringBuilder line = new StringBuilder("round " + (round + 1));
      nanos.forEach((name, each) -> line.append(String.format(" %s %.1f us", name, each / 1000)));
      for (Map.Entry<String, double[]> ratio : ratios.entrySet()) {
        ratio.getValue()[round] = nanos.get(ratio.getKey()) / off;
      }
      System.out.println(line);
      offNanos[round] = off;
    }
    Arrays.sort(offNanos);
    double perRequest = offNanos[rounds / 2];
    System.out.printf(
        "off: %.1f us of CPU a request, %.2f cores%n",
        perRequest / 1e3, perRequest * REQUESTS_PER_SECOND / 1e9);
    System.out.println(Ratios.HEAD);
    for (Map.Entry<String, double[]> ratio : ratios.entrySet()) {
      System.out.println(Ratios.of(ratio.getKey(), ratio.getValue()).asRow());
      for (Ratios kind : candidates.get(ratio.getKey()).kinds(ratio.getValue())) {
        System.out.println(kind.asRow());
      }
    }
    System.out.println(Ratios.of("control", control).asRow());
  }

  private double cpuNanosPerRequest(Candidate candidate) throws Exception {
    if (candidate != null) {
      candidate.on();
    }
    try {
      Thread.sleep(1_000); // what switching itself costs is over
      ServerProcess.Reading before = server.read();
      Thread.sleep(candidate == null ? windowMillis / 2 : windowMillis);
      ServerProcess.Reading after = server.read();
      return (double) (after.cpuNanos() - before.cpuNanos())
          / (after.requests() - before.requests());
    } finally {
      if (candidate != null) {
        candidate.windowEnded();
      }
    }
  }

  /** Something that can be on or off in the server. */
  interface Candidate {
    void on() throws IOException, InterruptedException;

    void off() throws IOException, InterruptedException;

    /** Goes off after a window, and keeps what is to be known of it. */
    default void windowEnded() throws IOException, InterruptedException {
      off();
    }

    /** Where it does not do the same in all windows: the ratios of each kind, and together. */
    default List<Ratios> kinds(double[] ratios) throws IOException, InterruptedException {
      return List.of();
    }

    /**
     * @throws IOException if what was measured did not do its work
     */
    default void verify() throws IOException, InterruptedException {}

    static Candidate of(String name, ServerProcess server, Path jar, CountingReceiver receiver)
        throws IOException, InterruptedException {
      if (name.equals("diag")) {
        Candidate diag = new DiagCandidate(server.pid(), jar, receiver);
        diag.off();
        return diag;
      }
      return new InProcessCandidate(name, server);
    }
  }
}
