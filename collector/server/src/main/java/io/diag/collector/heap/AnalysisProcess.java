package io.diag.collector.heap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap analyzer as a process with a memory of its own, so that no dump can take the
 * collector's. It is run from the same class path by the same Java.
 */
final class AnalysisProcess implements AutoCloseable {
  /** Of the Java heap; nearly all that the analyzer holds is in mapped files beside it. */
  private static final String MEMORY = "-Xmx512m";

  private static final String MAIN = "io.diag.heap.Main";

  /** As the analyzer says where it is: {@code reading references 40 %}. */
  private static final Pattern STEP = Pattern.compile("(.*?)(?: (\\d{1,3}) %)?");

  private static final String SPEAKER = "diag-heap: ";

  private final Process process;
  private final Path dump;

  private AnalysisProcess(Process process, Path dump) {
    this.process = process;
    this.dump = dump;
  }

  /** Hears how far the analysis is. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param progress of the step, 0 to 1, or null
     */
    void at(String step, Double progress);
  }

  /**
   * @param report gets the result
   * @param index a folder for what the analysis needs meanwhile
   */
  static AnalysisProcess start(Path dump, Path index, Path report) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java.toString(),
                MEMORY,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                dump.toString(),
                "--json",
                "--index",
                index.toString()));
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // it may name an agent
    builder.redirectOutput(report.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return new AnalysisProcess(process, dump);
  }

  /**
   * Blocks until it ends.
   *
   * @return why there is no result, or null if there is one
   */
  String await(Listener listener) throws InterruptedException {
    String last = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
        Matcher step = STEP.matcher(line);
        if (!line.startsWith(SPEAKER) && step.matches()) {
          listener.at(
              step.group(1),
              step.group(2) == null ? null : Integer.parseInt(step.group(2)) / 100.0);
        }
      }
    } catch (IOException closed) {
      // by close(), which also ends the process
    }
    int code = process.waitFor();
    if (code == 0) {
      return null;
    }
    if (last == null || !last.startsWith(SPEAKER)) {
      return "the analyzer ended with exit code " + code;
    }
    // The path is the collector's own business.
    return last.substring(SPEAKER.length()).replace(dump + ": ", "");
  }

  /** Ends it at once. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
