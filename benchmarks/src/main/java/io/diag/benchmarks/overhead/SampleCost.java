package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import one.profiler.AsyncProfiler;

/**
 * What one sample of the profiler costs the thread it is taken of, beside the walk of its stack,
 * which the profiler measures itself: the signal's way in and out, and writing the sample down.
 *
 * <p>A thread does work in equal units, and its CPU time per unit is compared with sampling and
 * without. CPU timers fire with the kernel's tick, too seldom to be seen beside the noise; so the
 * signals are those of the {@code wall} event, which reach the same handler as often as wanted. In
 * the control a thread wakes as often as the profiler's would. All of it must run on one CPU, or a
 * signal costs an interrupt of another one besides, which those of a CPU timer do not.
 *
 * <p>Arguments: {@code ROUNDS SECONDS}, the length of one measurement.
 */
public final class SampleCost {
  private static final long INTERVAL_NANOS = 250_000;
  private static final int WARM_UP_MILLIS = 5_000;

  private final Path file;
  private final AsyncProfiler profiler = AsyncProfiler.getInstance();
  private final UnitWorker worker;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long windowMillis;

  /** Of one measurement: CPU per unit, and how many samples came upon a unit. */
  private record Reading(double nanosPerUnit, double samplesPerUnit, double walkNanos) {}

  private SampleCost(Path file, UnitWorker worker, long windowMillis) {
    this.file = file;
    this.worker = worker;
    this.windowMillis = windowMillis;
  }

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path file = Files.createTempFile("samples", ".jfr");
    for (int frames : new int[] {10, 40, 100}) {
      try (UnitWorker worker = UnitWorker.start(frames)) {
        Thread.sleep(WARM_UP_MILLIS);
        new SampleCost(file, worker, 1000L * Integer.parseInt(args[1])).run(rounds, frames);
      }
    }
    Files.delete(file);
  }

  private void run(int rounds, int frames) throws Exception {
    double[] whole = new double[rounds];
    double[] beside = new double[rounds];
    double[] walk = new double[rounds];
    double[] control = new double[rounds];
    Random random = new Random(42);
    for (int round = 0; round < rounds; round++) {
      List<String> order = new ArrayList<>(List.of("sampled", "off", "off again"));
      Collections.shuffle(order, random);
      Reading[] readings = new Reading[3];
      for (String each : order) {
        boolean sampled = each.equals("sampled");
        int at = sampled ? 0 : each.equals("off") ? 1 : 2;
        readings[at] = sampled ? sampled() : unsampled();
      }
      double perUnit = readings[0].samplesPerUnit;
      whole[round] = (readings[0].nanosPerUnit - readings[1].nanosPerUnit) / perUnit;
      control[round] = (readings[2].nanosPerUnit - readings[1].nanosPerUnit) / perUnit;
      walk[round] = readings[0].walkNanos;
      beside[round] = whole[round] - walk[round];
    }
    System.out.println("| " + frames + " frames, ns a sample | median | quartiles |");
    System.out.println("| --- | --- | --- |");
    row("all", whole);
    row("of it the walk, by the profiler", walk);
    row("beside the walk", beside);
    row("control: off against off", control);
  }

  private Reading sampled() throws Exception {
    profiler.execute(
        "start,wall="
            + INTERVAL_NANOS
            + ",filter,jfropts=0x1f,features=stats,loglevel=none,jfr,file="
            + file);
    profiler.addThread(worker.thread());
    try {
      return read(true);
    } finally {
      profiler.execute("stop,loglevel=none");
    }
  }

  private Reading unsampled() throws Exception {
    Waker waker = Waker.start(INTERVAL_NANOS);
    try {
      return read(false);
    } finally {
      waker.close();
    }
  }

  private Reading read(boolean sampling) throws IOException, InterruptedException {
    Thread.sleep(200); // what starting costs is over
    long cpu = threads.getThreadCpuTime(worker.thread().getId());
    long units = worker.units();
    double[] before = sampling ? counts() : new double[2];
    Thread.sleep(windowMillis);
    long cpuAfter = threads.getThreadCpuTime(worker.thread().getId());
    long done = worker.units() - units;
    double[] after = sampling ? counts() : new double[2];
    double samples = after[0] - before[0];
    return new Reading(
        (double) (cpuAfter - cpu) / done, samples / done, (after[1] - before[1]) / samples);
  }

  private double[] counts() throws IOException {
    double[] counts = new double[2];
    for (String line : profiler.execute("metrics").split("\n", -1)) {
      String[] parts = line.split(" ", 2);
      if (parts[0].equals("samples_total")) {
        counts[0] = Double.parseDouble(parts[1]);
      } else if (parts[0].equals("stackwalk_ns_total")) {
        counts[1] = Double.parseDouble(parts[1]);
      }
    }
    return counts;
  }

  private static void row(String name, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f to %.0f |%n",
        name,
        sorted[sorted.length / 2],
        sorted[sorted.length / 4],
        sorted[sorted.length * 3 / 4]);
  }
}
