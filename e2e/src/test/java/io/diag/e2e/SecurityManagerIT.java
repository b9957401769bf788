package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs whose security manager grants the application little and others nothing. */
class SecurityManagerIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String OPTIONS = "collector=" + COLLECTOR.address();
  private static final String AGENT = "-javaagent:" + Artifacts.agent() + "=" + OPTIONS;
  private static final String REASON =
      "runs with a security manager, whose policy has to grant diag.jar"
          + " java.security.AllPermission\n";

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17})
  void withoutAGrantTheAgentStaysOffInOneLine(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path policy = policy("");
    try (SideBySide both = SideBySide.start(jdk, List.of(AGENT), options(policy), "Worker")) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      assertThat(both.observed().err().lines().filter(line -> line.startsWith("diag: ")).toList())
          .singleElement()
          .asString()
          .startsWith("diag: not started, the application runs without it: the security manager")
          .endsWith("; grant diag.jar java.security.AllPermission in its policy");
      assertThat(Cli.diag("status", pid).out())
          .isEqualTo("diag is off in " + pid + ", which " + REASON);
      Cli.Result attached = Cli.diag("attach", pid, OPTIONS);
      assertThat(attached.exitCode()).isEqualTo(1);
      assertThat(attached.err()).isEqualTo("diag: JVM " + pid + " " + REASON);
      both.sayAndAssertSame("x", 5);
    } finally {
      Files.delete(policy);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 11, 17})
  void withAGrantEverythingIsOnAndTheApplicationHasNoMoreThanBefore(int feature)
      throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path policy =
        policy(
            "grant codeBase \"file:"
                + Artifacts.agent()
                + "\" { permission java.security.AllPermission; };\n");
    try (SideBySide both = SideBySide.start(jdk, List.of(AGENT), options(policy), "Worker")) {
      both.awaitLine("ready");
      long pid = both.observed().pid();
      eventually(
          "everything is on",
          Duration.ofSeconds(40),
          () -> Cli.diag("status", pid).out(),
          status ->
              status.contains("cpu-profile    on")
                  && status.contains("rss            on")
                  && status.contains("commands       on")
                  && status.contains(COLLECTOR.address() + "/jvm/"));
      assertThat(Cli.diag("detach", pid).exitCode()).isZero();
      assertThat(Cli.diag("attach", pid, OPTIONS).out()).contains("cpu-profile    on");
      both.sayAndAssertSame("x", 5);
    } finally {
      Files.delete(policy);
    }
  }

  private static List<String> options(Path policy) {
    return List.of("-Djava.security.manager", "-Djava.security.policy==" + policy);
  }

  private static Path policy(String more) throws IOException {
    Path policy = Files.createTempFile("diag-strict", ".policy");
    Files.writeString(
        policy,
        "grant codeBase \"file:"
            + OldClasses.folder()
            + "/-\" { permission java.lang.RuntimePermission \"exitVM.*\"; };\n"
            + more);
    return policy;
  }
}
