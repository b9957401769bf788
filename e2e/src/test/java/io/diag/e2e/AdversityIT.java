package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.subject.Hungry;
import io.diag.e2e.subject.Idle;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent in JVMs that have it hard. */
class AdversityIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void anApplicationThatRanOutOfMemoryStillHasItsAgent(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options =
        List.of("-Xmx48m", "-XX:+UseSerialGC", "-javaagent:" + Artifacts.agent() + "=" + OPTIONS);
    try (Forked jvm = Forked.target(jdk, options, Hungry.class)) {
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      jvm.awaitLine("survived");
      long survived = System.currentTimeMillis();
      eventually(
          "readings of the time after",
          Duration.ofSeconds(40),
          () -> COLLECTOR.api().times(id, "diag.process.rss"),
          times -> times.get(times.size() - 1) > survived + 5_000);
      eventually(
          "every feature is on again",
          Duration.ofSeconds(90),
          () -> Cli.diag("status", jvm.pid()).out(),
          status -> status.contains("cpu-profile    on") && !status.contains("failed"));
      assertThat(jvm.err())
          .as("nothing of the agent's reached the application's handler")
          .doesNotContain("UncaughtExceptionHandler")
          .doesNotContain("Exception in thread");
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      Cli.Result again = Cli.diag("attach", jvm.pid(), OPTIONS);
      assertThat(again.out()).contains("cpu-profile    on");
    }
  }

  @ParameterizedTest(name = "java.io.tmpdir={0}")
  @ValueSource(strings = {"/nonexistent", "/proc", "relative"})
  void aJvmWithoutAUsableTemporaryFolderAnswersAllTheSame(String tmpdir) {
    List<String> options = List.of("-Djava.io.tmpdir=" + tmpdir);
    try (Forked jvm = Forked.target(Jdk.own(), options, Idle.class)) {
      jvm.awaitLine("ready");
      Cli.Result attached = Cli.diag("attach", jvm.pid(), OPTIONS);
      assertThat(attached.exitCode()).as(attached.err()).isZero();
      assertThat(attached.out()).contains("cpu-profile    on");
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
    }
  }

  @Test
  void aCommaInTheTemporaryFolderIsNoCommandOfTheProfiler() throws IOException {
    Path parent = RunFolder.folder("comma");
    Path folder = Files.createDirectory(parent.resolve("t,x=1"));
    List<String> options =
        List.of("-Djava.io.tmpdir=" + folder, "-javaagent:" + Artifacts.agent() + "=" + OPTIONS);
    try (Forked jvm = Forked.target(Jdk.own(), options, Idle.class)) {
      COLLECTOR.api().awaitJvm(jvm.pid(), "live");
      eventually(
          "the profile is on",
          Duration.ofSeconds(20),
          () -> Cli.diag("status", jvm.pid()).out(),
          status -> status.contains("cpu-profile    on"));
      assertThat(parent.toFile().list()).containsExactly("t,x=1");
    } finally {
      Files.delete(folder);
      Files.delete(parent);
    }
  }

  @Test
  void aThreadIsNotTakenForAProcess() {
    try (Forked jvm = Forked.target(Jdk.own(), List.of(), Idle.class)) {
      jvm.awaitLine("ready");
      long thread =
          List.of(new File("/proc/" + jvm.pid() + "/task").list()).stream()
              .mapToLong(Long::parseLong)
              .max()
              .orElseThrow();
      Cli.Result result = Cli.diag("attach", thread);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo(
              "diag: "
                  + thread
                  + " is a thread of process "
                  + jvm.pid()
                  + "; attach to that one\n");
      assertThat(jvm.out()).as("no thread dump").isEqualTo("ready\n");
    }
  }

  @Test
  void aShortLivedJvmSaysGoodbye() {
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of("-javaagent:" + Artifacts.agent() + "=" + OPTIONS + ",service=short"),
            io.diag.e2e.subject.Looker.class,
            "exit")) {
      assertThat(jvm.awaitExit(Duration.ofSeconds(20))).isEqualTo(7);
      eventually(
          "it ended, and was not lost",
          Duration.ofSeconds(5),
          () ->
              COLLECTOR.api().jvms().stream()
                  .filter(one -> one.get("service").asText().equals("short"))
                  .map(one -> one.get("state").asText())
                  .toList(),
          states -> states.equals(List.of("ended")));
    }
  }
}
