package io.diag.benchmarks.overhead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
      Map<String, Double> nanos = new LinkedHashMap<>();
      for (String name : order) {
        nanos.put(name, cpuNanosPerPiece(candidates.get(name)));
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
  }

  private double cpuNanosPerPiece(Candidate candidate) throws Exception {
    if (candidate != null) {
      candidate.on();
    }
    try {
      Thread.sleep(1_000); // what switching itself costs is over
      long start = System.nanoTime();
      Workload.Reading before = program.read();
      Thread.sleep(candidate == null ? windowMillis / 2 : windowMillis);
      Workload.Reading after = program.read();
      piecesPerSecond = (after.done() - before.done()) * 1e9 / (System.nanoTime() - start);
      return (double) (after.cpuNanos() - before.cpuNanos()) / (after.done() - before.done());
    } finally {
      if (candidate != null) {
        candidate.windowEnded();
      }
    }
  }
}
