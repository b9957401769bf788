package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade of a collector that runs. */
class CollectorJarIT {
  @TempDir private Path folder;

  @Test
  void aCollectorWhoseJarIsOverwrittenEndsWithOneLine() throws IOException {
    Path jar = Files.copy(Artifacts.collector(), folder.resolve("collector.jar"));
    try (Forked process = start(jar)) {
      String address = address(process);
      assertThat(CollectorProcess.apiAt(address).get("/api/v1/jvms").statusCode()).isEqualTo(200);
      byte[] another = new byte[1 << 20];
      Arrays.fill(another, (byte) 7);
      Files.write(jar, another); // the same file, as cp does
      // A page that polls: requests come in before it ends, and used to keep it busy for ever.
      try {
        CollectorProcess.apiAt(address).get("/nope");
        CollectorProcess.apiAt(address).get("/api/v1/openapi.json");
      } catch (UncheckedIOException ended) {
        assertThat(ended).isNotNull();
      }
      assertThat(process.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(process.err())
          .containsOnlyOnce("diag: the collector's own jar " + jar + " was overwritten")
          .contains("start the collector again");
    }
  }

  @Test
  void aJarThatIsMovedIntoPlaceDoesNoHarm() throws IOException {
    Path jar = Files.copy(Artifacts.collector(), folder.resolve("collector.jar"));
    try (Forked process = start(jar)) {
      String address = address(process);
      Path another = Files.write(folder.resolve("new.jar"), new byte[1 << 20]);
      Files.move(another, jar, StandardCopyOption.REPLACE_EXISTING);
      for (String path : List.of("/api/v1/jvms", "/api/v1/openapi.json", "/metrics", "/")) {
        eventually(
            path,
            Duration.ofSeconds(20),
            () -> CollectorProcess.apiAt(address).get(path).statusCode(),
            status -> status == 200);
      }
      assertThat(process.isAlive()).isTrue();
    }
  }

  @Test
  void whereNoProgramMayRunFromTheTemporaryFolderThatIsWhatItSays() {
    List<String> command =
        Mounts.orSkip().noexec("/tmp").around(command(Artifacts.collector(), "/tmp"));
    try (Forked process = Forked.start(command, Map.of())) {
      assertThat(process.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(process.err())
          .contains(
              "diag: SQLite's native library cannot be loaded from /tmp; name a folder that"
                  + " programs may run from with -Djava.io.tmpdir=FOLDER");
    }
  }

  private Forked start(Path jar) {
    return Forked.start(command(jar, System.getProperty("java.io.tmpdir")), Map.of());
  }

  private List<String> command(Path jar, String temporary) {
    return List.of(
        Jdk.own().java().toString(),
        "-Xmx256m",
        "-Djava.io.tmpdir=" + temporary,
        "-jar",
        jar.toString(),
        "--port",
        "0",
        "--data",
        folder.resolve("data").toString());
  }

  private static String address(Forked process) {
    Matcher line = Pattern.compile("(http://[^ ]+) ").matcher(process.awaitLine("listening on"));
    assertThat(line.find()).isTrue();
    return line.group(1);
  }
}
