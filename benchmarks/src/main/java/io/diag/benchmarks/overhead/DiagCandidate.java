package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The agent with all its defaults, by {@code pause} and {@code resume} of the command line. */
final class DiagCandidate implements Overhead.Candidate {
  private final long pid;
  private final Path jar;

  DiagCandidate(long pid, Path jar) {
    this.pid = pid;
    this.jar = jar;
  }

  @Override
  public void on() throws IOException, InterruptedException {
    diag("resume");
  }

  @Override
  public void off() throws IOException, InterruptedException {
    diag("pause");
  }

  /** Another profiler in the process, say, would have switched ours off. */
  @Override
  public void verify() throws IOException, InterruptedException {
    on();
    String status = diag("status");
    for (String feature : List.of("cpu-profile", "alloc-profile", "lock-profile")) {
      if (!Pattern.compile(feature + "\\s+on").matcher(status).find()) {
        throw new IOException(feature + " was not on: " + status);
      }
    }
  }

  private String diag(String verb) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                verb,
                Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    return said;
  }
}
