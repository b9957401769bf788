package io.diag.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** What only root may do: making namespaces, and being somebody else. */
public final class Root {
  private Root() {}

  /** Skips the calling test, with the reason, where namespaces cannot be made. */
  public static void orSkip() {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    try (Forked attempt =
        Forked.start(List.of("unshare", "--mount", "--pid", "--fork", "true"), Map.of())) {
      Assumptions.assumeTrue(
          attempt.awaitExit(Duration.ofSeconds(20)) == 0, "namespaces cannot be made here");
    }
  }

  /** The command as a user who owns nothing. */
  public static List<String> asNobody(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534"));
    whole.addAll(List.of("--clear-groups", "--"));
    whole.addAll(command);
    return whole;
  }

  /** The process id here of the one child that the process has. */
  public static long childOf(Forked process) {
    return Eventually.eventually(
            "a child of " + process.pid(),
            Duration.ofSeconds(20),
            () -> ProcessHandle.of(process.pid()).orElseThrow().children().toList(),
            children -> children.size() == 1)
        .get(0)
        .pid();
  }

  /** A copy of diag.jar in a folder of its own that every user can read. */
  public static Path jarForAll() {
    try {
      Path folder = Files.createTempDirectory("diag-for-all");
      folder.toFile().deleteOnExit();
      folder.toFile().setReadable(true, false);
      folder.toFile().setExecutable(true, false);
      Path jar = Files.copy(Artifacts.agent(), folder.resolve("diag.jar"));
      jar.toFile().setReadable(true, false);
      jar.toFile().deleteOnExit();
      return jar;
    } catch (IOException noFolder) {
      throw new UncheckedIOException(noFolder);
    }
  }
}
