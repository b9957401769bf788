package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be done is said in one line that says what to do, with the right exit code. */
class RefusalsIT {
  @Test
  void aProcessThatIsNotThere() {
    assertRefused(
        1, "diag: no process 4194300; java -jar diag.jar ps lists the JVMs", "attach", "4194300");
  }

  @Test
  void aProcessThatIsNoJvmIsLeftAlone() {
    try (Forked sleep = Forked.start(List.of("sleep", "60"), Map.of())) {
      assertRefused(
          1,
          "diag: process " + sleep.pid() + " is not a JVM; java -jar diag.jar ps lists the JVMs",
          "attach",
          sleep.pid());
      assertThat(sleep.isAlive()).as("no signal ended it").isTrue();
    }
  }

  @Test
  void aJvmOfAnotherUserNamesThatUser() throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/runuser"))
            && System.getProperty("user.name").equals("root"),
        "needs root and runuser to act as two users");
    try (Forked jvm = Forked.target(Jdk.own(), List.of(), Idle.class)) {
      jvm.awaitLine("ready");
      Path jar = RunFolder.forEveryUser(Path.of("/tmp")).resolve("diag.jar");
      Files.copy(Artifacts.agent(), jar);
      List<String> command = new ArrayList<>(List.of("/usr/sbin/runuser", "-u", "nobody", "--"));
      command.addAll(List.of(Jdk.own().java().toString(), "-jar", jar.toString()));
      command.addAll(List.of("attach", Long.toString(jvm.pid())));
      try (Forked other = Forked.start(command, Map.of())) {
        assertThat(other.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
        assertThat(other.err())
            .isEqualTo(
                "diag: process "
                    + jvm.pid()
                    + " belongs to user root; run this as that user or root: sudo -u root java -jar"
                    + " diag.jar ...\n");
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aJvmThatRefusesAttachIsNotSignalled(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm = Forked.target(jdk, List.of("-XX:+DisableAttachMechanism"), Idle.class)) {
      jvm.awaitLine("ready");
      assertRefused(
          1,
          "diag: JVM "
              + jvm.pid()
              + " runs with -XX:+DisableAttachMechanism; start it with -javaagent:diag.jar instead",
          "attach",
          jvm.pid());
      assertThat(jvm.out()).as("no thread dump").isEqualTo("ready\n");
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aJvmThatRefusesDynamicAgents(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options =
        List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-EnableDynamicAgentLoading");
    try (Forked jvm = Forked.target(jdk, options, Idle.class)) {
      jvm.awaitLine("ready");
      assertRefused(
          1,
          "diag: JVM "
              + jvm.pid()
              + " runs with -XX:-EnableDynamicAgentLoading; start it with -javaagent:diag.jar"
              + " instead",
          "attach",
          jvm.pid());
    }
  }

  @Test
  void misuseOfTheCommandLine() {
    assertRefused(2, "diag: 'atach' is not known here; did you mean 'attach'; see", "atach", "1");
    assertRefused(2, "diag: Missing required parameter: 'PID'; see", "attach");
    assertRefused(2, "'one' is not a long; see java -jar diag.jar --help", "attach", "one");
    assertRefused(
        2,
        "diag: unknown option 'colector'; did you mean 'collector'?",
        "attach",
        "1",
        "colector=x");
  }

  @Test
  void anUnknownOptionOfTheAgentIsSaidAndTheApplicationStarts() {
    try (Forked jvm =
        Forked.target(
            Jdk.own(), List.of("-javaagent:" + Artifacts.agent() + "=servce=x"), Idle.class)) {
      jvm.awaitLine("ready");
      assertThat(jvm.err())
          .isEqualTo("diag: unknown option 'servce'; did you mean 'service'? (diag is off)\n");
    }
  }

  @Test
  void aTokenIsNeverSentInTheClearBeyondThisMachine() throws IOException {
    Path token = RunFolder.file("token", "");
    Files.writeString(token, "correct-horse-battery\n");
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of(
                "-javaagent:"
                    + Artifacts.agent()
                    + "=collector=http://192.0.2.1:7070,token-file="
                    + token),
            Idle.class)) {
      jvm.awaitLine("ready");
      assertThat(jvm.err())
          .isEqualTo(
              "diag: the token would travel in the clear to http://192.0.2.1:7070; use https:// for"
                  + " it (diag is off)\n");
    } finally {
      Files.delete(token);
    }
  }

  @Test
  void detachingAndAskingWhereNothingIsOn() {
    try (Forked jvm = Forked.target(Jdk.own(), List.of(), Idle.class)) {
      jvm.awaitLine("ready");
      assertRefused(
          1,
          "diag: diag is not attached to " + jvm.pid() + "; there is nothing to detach",
          "detach",
          jvm.pid());
      assertThat(Cli.diag("status", jvm.pid(), "--json").out())
          .isEqualTo("{\"pid\":" + jvm.pid() + ",\"on\":false}\n");
      Cli.Result status = Cli.diag("status", jvm.pid());
      assertThat(status.exitCode()).isZero();
      assertThat(status.out())
          .isEqualTo(
              "diag is off in "
                  + jvm.pid()
                  + "; java -jar diag.jar attach "
                  + jvm.pid()
                  + " switches it on\n");
    }
  }

  @Test
  void aPortThatIsTaken() {
    CollectorProcess collector = CollectorProcess.shared();
    List<String> command =
        List.of(
            Jdk.own().java().toString(),
            "-jar",
            Artifacts.collector().toString(),
            "--port",
            Integer.toString(collector.port()),
            "--data",
            RunFolder.folder("taken").toString());
    try (Forked second = Forked.start(command, Map.of())) {
      assertThat(second.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .isEqualTo(
              "diag: port "
                  + collector.port()
                  + " on 127.0.0.1 is already in use; stop what listens there or choose another"
                  + " with --port\n");
    }
  }

  private static void assertRefused(int exitCode, String line, Object... arguments) {
    Cli.Result result = Cli.diag(arguments);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(line);
  }
}
