package io.diag.e2e.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code java -jar diag.jar ...} as a user types it. */
public final class Cli {
  private Cli() {}

  /** Exit code and what was printed. */
  public record Result(int exitCode, String out, String err) {}

  public static Result diag(Object... arguments) {
    return diag(Jdk.own(), arguments);
  }

  public static Result diag(Jdk jdk, Object... arguments) {
    return diag(jdk, Artifacts.agent(), arguments);
  }

  /** With a copy of diag.jar in another place. */
  public static Result diag(Jdk jdk, Path jar, Object... arguments) {
    try (Forked process = start(jdk, jar, arguments)) {
      int exitCode = process.awaitExit(Duration.ofSeconds(60));
      return new Result(exitCode, process.out(), process.err());
    }
  }

  /** Starts it and does not wait for its end. */
  public static Forked start(Jdk jdk, Object... arguments) {
    return start(jdk, Artifacts.agent(), arguments);
  }

  private static Forked start(Jdk jdk, Path jar, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(jar.toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Forked.start(command, Map.of());
  }
}
