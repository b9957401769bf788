package io.diag.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process of the test's own, with what it printed. Closing it ends it. */
public final class Forked implements AutoCloseable {
  private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final Path out;
  private final Path err;

  private Forked(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command; what it prints goes to files, so that no pipe can fill up. */
  public static Forked start(List<String> command, Map<String, String> environment) {
    File nothing = Path.of("/dev/null").toFile();
    return start(command, environment, ProcessBuilder.Redirect.from(nothing));
  }

  private static Forked start(
      List<String> command, Map<String, String> environment, ProcessBuilder.Redirect input) {
    try {
      Path out = RunFolder.file("forked", ".out");
      Path err = RunFolder.file("forked", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(interruptible(command))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(input);
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(environment);
      Forked forked = new Forked(builder.start(), out, err);
      ALL.add(forked.process);
      return forked;
    } catch (IOException cannotStart) {
      throw new UncheckedIOException(cannotStart);
    }
  }

  /** A test run in the background ignores the signal of Ctrl-C, and so would its children. */
  private static List<String> interruptible(List<String> command) {
    List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT"));
    all.addAll(command);
    return all;
  }

  /** SIGKILL to whatever still runs; waits for the ends. */
  static void endAll() {
    ALL.forEach(Process::destroyForcibly);
    ALL.forEach(process -> process.onExit().join());
  }

  /** A class of {@code io.diag.e2e.subject} in a JVM of its own. */
  public static Forked target(
      Jdk jdk, List<String> jvmOptions, Class<?> main, String... arguments) {
    return start(command(jdk, jvmOptions, main, arguments), Map.of());
  }

  /** As {@link #start(List, Map)}, but it can be told something by {@link #say}. */
  public static Forked listening(List<String> command, Map<String, String> environment) {
    return start(command, environment, ProcessBuilder.Redirect.PIPE);
  }

  /** As {@link #target}, but it can be told something by {@link #say}. */
  public static Forked listening(Jdk jdk, List<String> jvmOptions, Class<?> main) {
    return start(command(jdk, jvmOptions, main), Map.of(), ProcessBuilder.Redirect.PIPE);
  }

  private static List<String> command(
      Jdk jdk, List<String> jvmOptions, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.add("-Djava.io.tmpdir=" + RunFolder.temporary());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", Artifacts.targets().toString(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Gives it a line to read. */
  public void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** After what it was told nothing more comes. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  /** Waits until it has printed a line that contains the text, and returns that line. */
  public String awaitLine(String text) {
    return Eventually.eventually(
        "'" + text + "' printed by " + process.info().command().orElse("the process"),
        Duration.ofSeconds(30),
        () ->
            out()
                .lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("out: " + out() + " err: " + err())),
        line -> true);
  }

  /** Waits for its end and returns its exit code. */
  public int awaitExit(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + deadline + "; out: " + out());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** SIGTERM: an orderly end. */
  public void terminate() {
    process.destroy();
  }

  /** SIGINT, as Ctrl-C sends it. */
  public void interrupt() {
    interrupt(Long.toString(pid()));
  }

  /** SIGINT to every process of the group that it leads, as a terminal sends it. */
  public void interruptGroup() {
    interrupt("-" + pid());
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    awaitExit(Duration.ofSeconds(20));
    ALL.remove(process);
  }

  /** By the shell's own kill, since not every system has a program of that name. */
  private static void interrupt(String target) {
    List<String> command = List.of("sh", "-c", "kill -s INT -- \"$1\"", "sh", target);
    try (Forked kill = start(command, Map.of())) {
      int exitCode = kill.awaitExit(Duration.ofSeconds(10));
      if (exitCode != 0) {
        throw new AssertionError("no signal reached " + target + ": " + kill.err());
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
