package io.diag.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Software that others wrote, at work that is due by the clock, with its clients in the same JVM:
 * one of the programs of {@code e2e/software}, on the first CPU alone.
 */
final class SoftwareProcess implements Workload {
  private static final Pattern TOLD = Pattern.compile("done (\\d+) failed (\\d+) late (-?\\d+) ms");

  /** Later than that it cannot keep up, and a window is not of equal work. */
  private static final int MOST_LATE_MILLIS = 2_000;

  private final Process process;
  private final BufferedReader out;
  private final Path temporary;

  private SoftwareProcess(Process process, Path temporary) {
    this.process = process;
    this.temporary = temporary;
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one and waits until it works.
   *
   * @param program a class name within {@code io.diag.software}
   * @param target of {@code e2e/software}
   */
  static SoftwareProcess start(String program, Path target, List<String> jvmOptions)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path temporary = Files.createTempDirectory("diag-software");
    Path classPath = target.resolve("classpath");
    List<String> command =
        new ArrayList<>(
            List.of("taskset", "-c", "0", java, "-Xms256m", "-Xmx256m", "-XX:+UseG1GC"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + Files.readString(classPath).strip());
    command.add("io.diag.software." + program);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    SoftwareProcess started = new SoftwareProcess(process, temporary);
    started.awaitLine(Pattern.compile("ready"));
    return started;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /**
   * @throws IOException if work failed, or is not done when it is due
   */
  @Override
  public Reading read() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    Matcher told = awaitLine(TOLD);
    if (!told.group(2).equals("0") || Long.parseLong(told.group(3)) > MOST_LATE_MILLIS) {
      throw new IOException("it does not keep up: " + told.group());
    }
    return new Reading(cpuNanos(), Long.parseLong(told.group(1)));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try (var files = Files.walk(temporary)) {
      process.waitFor();
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Matcher awaitLine(Pattern wanted) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher matcher = wanted.matcher(line);
      if (matcher.matches()) {
        return matcher;
      }
    }
    throw new IOException("the program ended");
  }

  /** In ticks of 10 ms, as of {@link LoadedServer}: windows must be long enough for that. */
  private long cpuNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }
}
