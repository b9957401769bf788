package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.ThreadNames;
import io.diag.e2e.subject.Idle;
import io.diag.e2e.subject.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a recording ends, nothing of it stays in the JVM or on the disk. */
class RecordEndIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Of the JVM's own, since others come and go in a shared one. */
  @TempDir Path tmp;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aFinishedRecordingLeavesNothingBehindAndTellsNoProperty(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm = idle(jdk, "-Xlog:redefine+class*=info:stdout", "-Dsecret=xyzzy")) {
      jvm.awaitLine("ready");
      for (String format : List.of("html", "jfr", "collapsed")) {
        Path out = folder.resolve("cpu." + format);
        Cli.Result result = Cli.diag("record", jvm.pid(), "--seconds", 1, "--out", out);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Files.readString(out, StandardCharsets.ISO_8859_1)).doesNotContain("xyzzy");
      }
      assertNothingIsLeft(jdk, jvm, folder.resolve("cpu.html"));
      assertThat(jvm.out()).as("no class was redefined").isEqualTo("ready\n");
    }
  }

  @Test
  void ctrlCStopsTheRecordingAndWritesNothing() {
    try (Forked jvm = idle(Jdk.own());
        Forked cli = recorder(jvm, 600)) {
      cli.interrupt();
      assertThat(cli.awaitExit(SOON)).isEqualTo(130);
      assertThat(cli.err())
          .isEqualTo("diag: interrupted; the recording is stopped and nothing was written\n");
      assertNothingIsLeft(Jdk.own(), jvm, null);
    }
  }

  @Test
  void whenTheCommandIsKilledTheRecordingEndsAtItsDeadline() {
    try (Forked jvm = idle(Jdk.own());
        Forked cli = recorder(jvm, 4)) {
      cli.kill();
      eventually("the recording ended", SOON, () -> isRecording(jvm), running -> !running);
      Path out = folder.resolve("next.jfr");
      Cli.Result next = Cli.diag("record", jvm.pid(), "--seconds", 1, "--out", out);
      assertThat(next.exitCode()).as(next.err()).isZero();
      Files.delete(folder.resolve(".out.html.part"));
      assertNothingIsLeft(Jdk.own(), jvm, out);
    } catch (IOException notThere) {
      throw new AssertionError(notThere);
    }
  }

  @Test
  void whileOneRecordsNobodyElseDoes() {
    try (Forked jvm = idle(Jdk.own());
        Forked cli = recorder(jvm, 600)) {
      for (List<Object> other :
          List.of(
              List.<Object>of("record", jvm.pid(), "--out", folder.resolve("other.html")),
              List.<Object>of("attach", jvm.pid()))) {
        Cli.Result second = Cli.diag(other.toArray());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .matches("diag: a recording runs in this JVM for another \\d+ s; try again then\n");
      }
      assertThat(isRecording(jvm)).isTrue();
      cli.interrupt();
      assertThat(cli.awaitExit(SOON)).isEqualTo(130);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void ofAJvmThatExitsMeanwhileThereIsWhatWasRecorded(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path out = folder.resolve("early.collapsed");
    List<String> options = List.of("-Djava.io.tmpdir=" + tmp);
    try (Forked jvm = Forked.target(jdk, options, Recorded.class, "5000")) {
      jvm.awaitLine("ready");
      Cli.Result result = Cli.diag("record", jvm.pid(), "--seconds", 600, "--out", out);
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).startsWith("ended early: the JVM ended\n" + out);
      assertThat(Files.readString(out)).contains("Recorded.spins");
      assertThat(jvm.awaitExit(SOON)).isEqualTo(5);
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void ofAJvmThatIsKilledMeanwhileOneLineIsSaid() {
    try (Forked jvm = idle(Jdk.own());
        Forked cli = recorder(jvm, 600)) {
      jvm.kill();
      assertThat(cli.awaitExit(SOON)).isEqualTo(1);
      assertThat(cli.err())
          .isEqualTo(
              "diag: the recording of JVM "
                  + jvm.pid()
                  + " cannot be used (the JVM ended); nothing was written\n");
      assertThat(folder.toFile().list()).isEmpty();
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeAnythingIsRecorded() throws IOException {
    Path there = Files.writeString(folder.resolve("there.html"), "mine");
    try (Forked jvm = idle(Jdk.own())) {
      jvm.awaitLine("ready");
      assertRefused(
          2, "--out", jvm, folder.resolve("out.svg"), "'out.svg' does not say its format;");
      assertRefused(1, "--out", jvm, there, there + " is there already; add --force to replace it");
      assertRefused(1, "--out", jvm, folder.resolve("no/x.jfr"), "cannot write ");
      assertRefused(2, "--seconds", jvm, "601", "--seconds is 1 to 600");
      assertRefused(2, "--event", jvm, "cpus", "'cpus' cannot be recorded; use cpu, wall, alloc,");
      assertThat(Files.readString(there)).isEqualTo("mine");
      Cli.Result forced = Cli.diag("record", jvm.pid(), "--seconds", 1, "--force", "--out", there);
      assertThat(forced.exitCode()).as(forced.err()).isZero();
      assertThat(Files.readString(there)).startsWith("<!DOCTYPE html>");
    }
    assertThat(folder.toFile().list()).containsExactly("there.html");
  }

  @Test
  void aJvmOfAnotherUserIsRecordedByRoot() throws IOException {
    assertRecorded(Jdk.own(), "runuser -u nobody -- %s");
  }

  /** An older JDK's attach looks for the JVM's socket in its own /tmp alone. */
  @Test
  void aJvmInAMountNamespaceWhoseTmpIsNoexecIsRecordedFromOutside() throws IOException {
    assertRecorded(
        Jdks.orSkip(25),
        "unshare --mount --propagation private"
            + " sh -c 'mount -t tmpfs -o noexec none /tmp && exec %s'");
  }

  /** The command line in a process of its own, once its recording runs. */
  private Forked recorder(Forked jvm, int seconds) {
    jvm.awaitLine("ready");
    Forked cli =
        Cli.start(
            Jdk.own(),
            "record",
            jvm.pid(),
            "--seconds",
            seconds,
            "--out",
            folder.resolve("out.html"));
    eventually("the recording runs", SOON, () -> isRecording(jvm), running -> running);
    eventually("its file has lost its name", SOON, this::leftovers, List::isEmpty);
    return cli;
  }

  private void assertNothingIsLeft(Jdk jdk, Forked jvm, Path out) {
    eventually("its thread has ended", SOON, () -> isRecording(jvm), running -> !running);
    assertThat(Jcmd.run(jdk, jvm.pid(), "Thread.print")).doesNotContain("\"diag-");
    assertThat(Jcmd.run(jdk, jvm.pid(), "VM.system_properties")).doesNotContain("\ndiag.");
    eventually(
        "the agent's class loader is collected",
        SOON,
        () -> Jcmd.instances(jdk, jvm.pid(), "io.diag.launch.AgentClassLoader"),
        count -> count == 0);
    assertThat(leftovers()).isEmpty();
    if (out == null) {
      assertThat(folder.toFile().list()).isEmpty();
    } else {
      assertThat(out).exists();
    }
  }

  /** Runs a JVM as the command wants it, from a folder that everybody sees. */
  private void assertRecorded(Jdk cliJdk, String wrapping) throws IOException {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    Path shared = RunFolder.forEveryUser(Path.of("/var/tmp"));
    Path jar = Files.copy(Artifacts.agent(), shared.resolve("diag.jar"));
    String name = Idle.class.getName().replace('.', '/') + ".class";
    Path copy = shared.resolve("classes").resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(Artifacts.targets().resolve(name), copy);
    String java =
        Jdk.own().java() + " -cp " + shared.resolve("classes") + " " + Idle.class.getName();
    Path out = folder.resolve("out.jfr");
    List<String> record =
        List.of(cliJdk.java().toString(), "-jar", jar.toString(), "record", "%s", "--seconds", "1");
    try (Forked wrapper =
        Forked.start(List.of("sh", "-c", "exec " + String.format(wrapping, java)), Map.of())) {
      wrapper.awaitLine("ready");
      long pid = javaBelow(wrapper.pid());
      List<String> command = new ArrayList<>(record);
      command.set(4, Long.toString(pid));
      command.addAll(List.of("--out", out.toString()));
      try (Forked recorder = Forked.start(command, Map.of())) {
        assertThat(recorder.awaitExit(SOON)).as(recorder.err()).isZero();
      }
      assertThat(Files.size(out)).isPositive();
      assertThat(isRecording(pid)).isFalse();
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void assertRefused(int exitCode, String option, Forked jvm, Object value, String line) {
    Cli.Result result = Cli.diag("record", jvm.pid(), option, value);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("diag: ").contains(line);
  }

  private static boolean isRecording(Forked jvm) {
    return isRecording(jvm.pid());
  }

  private static boolean isRecording(long pid) {
    return ThreadNames.of(pid).contains("diag-record");
  }

  /** The JVM that a wrapper started, or became. */
  private static long javaBelow(long wrapper) {
    return ProcessHandle.of(wrapper)
        .flatMap(process -> process.descendants().findFirst())
        .map(ProcessHandle::pid)
        .orElse(wrapper);
  }

  private Forked idle(Jdk jdk, String... options) {
    List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + tmp));
    all.addAll(List.of(options));
    return Forked.target(jdk, all, Idle.class);
  }

  private List<String> leftovers() {
    return List.of(tmp.toFile().list());
  }
}
