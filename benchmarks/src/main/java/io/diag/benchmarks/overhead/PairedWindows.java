package io.diag.benchmarks.overhead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures what candidates add to the CPU time that a program needs for a piece of its work. Each
 * round measures every candidate once, and the program without any of them in two halves, in a new
 * random order. A ratio is taken within its round, so what changes slowly falls out: of each
 * candidate against the mean of both halves, and of one half against the other (the control, which
 * by its shorter windows spreads rather more than less).
 */
final class PairedWindows {
  private static final int WARM_UP_SECONDS = 40;
  private static final String HALF = "off";
  private static final String OTHER_HALF = "off again";

  private final Workload program;
  private final long windowMillis;
  private final Map<String, Candidate> candidates;
  private final Map<String, Added> added = new LinkedHashMap<>();
  private double piecesPerSecond;

  /**
   * @param windowMillis a multiple of the period in which a candidate ends and ships a profile
   * @param candidates by name, all off
   */
  PairedWindows(Workload program, long windowMillis, Map<String, Candidate> candidates) {
    this.program = program;
    this.windowMillis = windowMillis;
    this.candidates = candidates;
  }

  /** Blocks for all rounds, and prints them and what they say together. */
  void run(int rounds) throws Exception {
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
      Map<String, Window> windows = new LinkedHashMap<>();
      for (String name : order) {
        windows.put(name, window(candidates.get(name)));
      }
      addThreads(windows);
      Map<String, Double> nanos = new LinkedHashMap<>();
      windows.forEach((name, window) -> nanos.put(name, window.nanosPerPiece()));
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
    double perPiece = offNanos[rounds / 2];
    System.out.printf(
        "off: %.1f us of CPU a piece of work, %.2f cores%n",
        perPiece / 1e3, perPiece * piecesPerSecond / 1e9);
    System.out.println(Ratios.HEAD);
    for (Map.Entry<String, double[]> ratio : ratios.entrySet()) {
      System.out.println(Ratios.of(ratio.getKey(), ratio.getValue()).asRow());
      for (Ratios kind : candidates.get(ratio.getKey()).kinds(ratio.getValue())) {
        System.out.println(kind.asRow());
      }
    }
    System.out.println(Ratios.of("control", control).asRow());
    added.forEach(
        (name, ofCandidate) -> {
          System.out.println(name + " by thread:");
          System.out.println(Added.HEAD);
          ofCandidate.asRows().forEach(System.out::println);
        });
  }

  /** What one window showed; of each kind of thread its CPU time in milliseconds a second. */
  private record Window(double nanosPerPiece, Map<ThreadTimes.Kind, Double> threads) {}

  private void addThreads(Map<String, Window> windows) {
    Map<ThreadTimes.Kind, Double> half = windows.get(HALF).threads();
    Map<ThreadTimes.Kind, Double> otherHalf = windows.get(OTHER_HALF).threads();
    for (String name : candidates.keySet()) {
      Added ofCandidate = added.computeIfAbsent(name, each -> new Added());
      windows
          .get(name)
          .threads()
          .forEach(
              (kind, on) -> ofCandidate.add(kind, on, (half.get(kind) + otherHalf.get(kind)) / 2));
    }
  }

  private Window window(Candidate candidate) throws Exception {
    if (candidate != null) {
      candidate.on();
    }
    try {
      Thread.sleep(1_000); // what switching itself costs is over
      long start = System.nanoTime();
      Map<ThreadTimes.Kind, Long> threadsBefore = ThreadTimes.of(program.pid());
      Workload.Reading before = program.read();
      Thread.sleep(candidate == null ? windowMillis / 2 : windowMillis);
      Workload.Reading after = program.read();
      Map<ThreadTimes.Kind, Double> threads = new EnumMap<>(ThreadTimes.Kind.class);
      double seconds = (System.nanoTime() - start) / 1e9;
      ThreadTimes.of(program.pid())
          .forEach(
              (kind, nanos) ->
                  threads.put(kind, (nanos - threadsBefore.get(kind)) / 1e6 / seconds));
      long done = after.done() - before.done();
      piecesPerSecond = done / seconds;
      return new Window((double) (after.cpuNanos() - before.cpuNanos()) / done, threads);
    } finally {
      if (candidate != null) {
        candidate.windowEnded();
      }
    }
  }
}
