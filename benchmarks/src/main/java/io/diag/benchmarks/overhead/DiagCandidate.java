package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The agent with all its defaults, by {@code pause} and {@code resume} of the command line. Where
 * threads wait often it samples locks in one span of several, and goes on in that order after a
 * pause; so its windows are told apart by whether locks were sampled in them.
 */
final class DiagCandidate implements Candidate {
  private static final Pattern LOCK_SPANS = Pattern.compile("one span in (\\d+)");

  private final long pid;
  private final Path jar;
  private final CountingReceiver receiver;
  private final List<Boolean> withLocks = new ArrayList<>();

  DiagCandidate(long pid, Path jar, CountingReceiver receiver) {
    this.pid = pid;
    this.jar = jar;
    this.receiver = receiver;
  }

  @Override
  public void on() throws IOException, InterruptedException {
    receiver.forgetEvents();
    diag("resume");
  }

  /** After its last window: what each of the two kinds costs, and both as they come. */
  @Override
  public List<Ratios> kinds(double[] ratios) throws IOException, InterruptedException {
    on();
    Matcher spans = LOCK_SPANS.matcher(diag("status"));
    int every = spans.find() ? Integer.parseInt(spans.group(1)) : 1;
    double[] with = only(ratios, true);
    double[] without = only(ratios, false);
    if (every == 1 || with.length == 0 || without.length == 0) {
      return List.of();
    }
    return List.of(
        Ratios.of("diag, sampling locks", with),
        Ratios.of("diag, not sampling locks", without),
        Ratios.weighted("diag, locks in one span of " + every, with, 1.0 / every, without));
  }

  private double[] only(double[] ratios, boolean locks) {
    return IntStream.range(0, ratios.length)
        .filter(i -> withLocks.get(i) == locks)
        .mapToDouble(i -> ratios[i])
        .toArray();
  }

  @Override
  public void windowEnded() throws IOException, InterruptedException {
    off();
    String events = receiver.events();
    if (events == null) {
      throw new IOException("no profile came within a window");
    }
    withLocks.add(events.contains("lock"));
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
