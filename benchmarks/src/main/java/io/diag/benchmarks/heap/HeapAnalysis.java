package io.diag.benchmarks.heap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What it takes to analyse a dump, beside peers that make a histogram of it and a scan of the file:
 * each a process of its own, in turns. Arguments: rounds, then orders for a heap that is dumped for
 * this (817,000 make 1 GB), or a dump.
 */
public final class HeapAnalysis {
  private final Path folder;
  private final Path dump;
  private final Map<String, List<String>> tools = new LinkedHashMap<>();
  private final Map<String, List<double[]>> results = new LinkedHashMap<>();

  private HeapAnalysis(Path folder, Path dump) {
    this.folder = folder;
    this.dump = dump;
    String file = dump.toString();
    String index = folder.resolve("index").toString();
    tools.put(
        "diag, `-Xmx128m`",
        command(
            "-Xmx128m",
            "io.diag.heap.Main",
            file,
            "--json",
            "--quiet",
            "--brief",
            "--index",
            index));
    tools.put(
        "diag with a closer look, `-Xmx128m`",
        command("-Xmx128m", "io.diag.heap.Main", file, "--json", "--quiet", "--index", index));
    tools.put(
        "hprof-heap, histogram alone, indexed, `-Xmx4g`",
        command("-Xmx4g", HprofHeapHistogram.class.getName(), file, "indexed"));
    tools.put(
        "hprof-heap, histogram alone, its fast heap, `-Xmx4g`",
        command("-Xmx4g", HprofHeapHistogram.class.getName(), file, "fast"));
    tools.put(
        "shark, histogram alone, `-Xmx4g`",
        command("-Xmx4g", SharkHistogram.class.getName(), file));
    tools.put("scan of the mapped file", command("-Xmx64m", MappedScan.class.getName(), file));
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    String what = arguments.length > 1 ? arguments[1] : "817000";
    Path folder = Files.createTempDirectory("diag-heap-benchmark");
    try {
      boolean isFile = !what.matches("\\d+");
      Path dump = isFile ? Path.of(what) : folder.resolve("shop.hprof");
      if (!isFile) {
        run(command("-Xmx8g", ShopDump.class.getName(), dump.toString(), what));
      }
      new HeapAnalysis(folder, dump).run(rounds);
    } finally {
      delete(folder);
    }
  }

  private void run(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
        results.computeIfAbsent(tool.getKey(), any -> new ArrayList<>()).add(run(tool.getValue()));
      }
    }
    System.out.printf(Locale.ROOT, "%.0f MB%n", Files.size(dump) / 1e6);
    System.out.println(
        "| tool | CPU seconds, median (least to most) | wall seconds | MB anonymous |");
    System.out.println("| --- | --- | --- | --- |");
    results.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.1f (%.1f to %.1f) | %.1f | %.0f |%n",
                name,
                part(all, 0, 0.5),
                part(all, 0, 0),
                part(all, 0, 1),
                part(all, 1, 0.5),
                part(all, 2, 0.5)));
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder.resolve("index"))) {
      bytes =
          files.filter(file -> !file.endsWith("report.json")).mapToLong(HeapAnalysis::size).sum();
    }
    System.out.printf(Locale.ROOT, "index: %.0f MB%n", bytes / 1e6);
  }

  private static double part(List<double[]> all, int column, double share) {
    double[] sorted = all.stream().mapToDouble(each -> each[column]).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static List<String> command(String memory, String main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Measured.class.getName(),
                main));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  /** CPU seconds, wall seconds, MB of anonymous memory. */
  private static double[] run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start();
    double[] measured = null;
    StringBuilder said = new StringBuilder();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith(Measured.RESULT)) {
          measured =
              Arrays.stream(line.substring(Measured.RESULT.length()).split(" "))
                  .mapToDouble(Double::parseDouble)
                  .toArray();
        }
      }
    }
    if (process.waitFor() != 0 || measured == null) {
      throw new IOException(command + " failed: " + said);
    }
    return measured;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = new ArrayList<>(files.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
  }
}
