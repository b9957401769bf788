package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Idle;
import io.diag.e2e.subject.Looker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in a JVM's temporary folder when the agent is gone: a spool with contents, or nothing.
 */
class LeftInTmpIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final String NOBODY = "http://127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path tmp;
  private final List<String> options = new ArrayList<>();

  @BeforeEach
  void useOwnFolder() {
    options.add("-Djava.io.tmpdir=" + tmp);
  }

  @Test
  void aJvmThatEndsLeavesNothing() {
    options.add(agent(COLLECTOR.address()));
    try (Forked jvm = Forked.target(Jdk.own(), options, Idle.class)) {
      awaitProfile(jvm);
      jvm.terminate();
      jvm.awaitExit(PATIENCE);
    }
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void aJvmThatEndsAtOnceLeavesNothing() {
    options.add(agent(COLLECTOR.address()));
    try (Forked jvm = Forked.target(Jdk.own(), options, Looker.class, "exit")) {
      assertThat(jvm.awaitExit(PATIENCE)).isEqualTo(7);
    }
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void withoutACollectorAJvmThatEndsLeavesItsSpoolAlone() throws Exception {
    options.add(agent(NOBODY));
    try (Forked jvm = Forked.target(Jdk.own(), options, Idle.class)) {
      awaitProfile(jvm);
      jvm.terminate();
      jvm.awaitExit(PATIENCE);
    }
    assertOneSpoolWithContents();
  }

  @Test
  void withoutACollectorAnAgentThatIsDetachedLeavesItsSpoolAlone() throws Exception {
    options.add(agent(NOBODY));
    try (Forked jvm = Forked.target(Jdk.own(), options, Idle.class)) {
      awaitProfile(jvm);
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
      assertOneSpoolWithContents();
    }
  }

  private void assertOneSpoolWithContents() throws Exception {
    List<String> left = Arrays.asList(tmp.toFile().list());
    assertThat(left).singleElement().asString().startsWith("diag-spool-");
    try (var files = Files.list(tmp.resolve(left.get(0)))) {
      assertThat(files.filter(file -> file.toString().endsWith(".segment")))
          .isNotEmpty()
          .allMatch(file -> file.toFile().length() > 0);
    }
  }

  private static void awaitProfile(Forked jvm) {
    eventually(
        "the profile is on",
        PATIENCE,
        () -> Cli.diag("status", jvm.pid()).out(),
        status -> status.contains("cpu-profile    on"));
  }

  private static String agent(String collector) {
    return "-javaagent:" + Artifacts.agent() + "=collector=" + collector;
  }
}
