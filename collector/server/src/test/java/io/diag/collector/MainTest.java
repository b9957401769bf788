package io.diag.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.jfr.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that starts where it should refuse would run for ever, hence the bound. */
@Timeout(60)
class MainTest {
  @TempDir private Path directory;

  private record Outcome(int exitCode, String stderr) {}

  @Test
  void aTakenPortIsNamedWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Outcome outcome = run("--port", "" + port, "--data", directory.resolve("data").toString());
      assertThat(outcome)
          .isEqualTo(
              new Outcome(
                  1,
                  "diag: port "
                      + port
                      + " on 127.0.0.1 is already in use; stop what listens there or choose"
                      + " another with --port\n"));
    }
  }

  @Test
  void aDataDirectoryInUseIsRefused() throws StartException {
    Path data = directory.resolve("data");
    try (RunningCollector holder = new RunningCollector(data)) {
      assertThat(holder.port()).isPositive();
      assertFails(run("--port", "0", "--data", data.toString()), 1, "in use by another collector");
    }
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(directory.resolve("thesis.txt"), "precious", StandardCharsets.UTF_8);
    assertFails(run("--port", "0", "--data", directory.toString()), 1, "something else");
    assertThat(directory.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertFails(run("--port", "0", "--data", file + "/data"), 1, "cannot be made");
    assertFails(run("--port", "0", "--data", file.toString()), 1, "--data");
  }

  @Test
  void dataOfANewerCollectorAreRefused() throws Exception {
    Path data = directory.resolve("data");
    new RunningCollector(data).close();
    Files.writeString(data.resolve("format"), "999\n", StandardCharsets.UTF_8);
    assertFails(run("--port", "0", "--data", data.toString()), 1, "has format 999");
  }

  @Test
  void anAddressThatOthersReachNeedsAToken() {
    assertFails(run("--host", "0.0.0.0"), 2, "--token-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=x",
        "--port=70000",
        "--retention-days=0",
        "--retention-gb=-1",
        "--prot=1",
        "inspect",
        "--host=not an address"
      })
  void misuseIsTold(String argument) {
    assertFails(run(argument), 2, "");
  }

  @Test
  void tokenFilesMustHoldATokenThatOthersCannotRead() throws IOException {
    Path file = directory.resolve("token");
    assertFails(run("--token-file", file.toString()), 2, "cannot be read");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertFails(run("--token-file", file.toString()), 2, "is empty");
    Files.writeString(file, "two words\n", StandardCharsets.UTF_8);
    assertFails(run("--token-file", file.toString()), 2, "more than a token");
    Files.writeString(file, "s3cret\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertFails(run("--token-file", file.toString()), 2, "chmod 600");
  }

  @Test
  void everythingInTheDataDirectoryIsTheOwnersAlone() throws Exception {
    Path data = directory.resolve("data");
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.series(1, collector.now(), RunningCollector.heap(1));
      collector.profile(2, collector.now(), Recording.chunk());
      assertThat(data.resolve("raw").resolve(RunningCollector.JVM)).isDirectory();
      try (Stream<Path> paths = Files.walk(data)) {
        for (Path path : paths.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }

  private static void assertFails(Outcome outcome, int exitCode, String message) {
    assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(exitCode);
    assertThat(outcome.stderr()).startsWith("diag: ").contains(message).hasLineCount(1);
  }

  private static Outcome run(String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return new Outcome(Main.run(args), bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
