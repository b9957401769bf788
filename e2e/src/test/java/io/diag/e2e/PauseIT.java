package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Idle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Collecting can be stopped for a while without taking the agent out. */
@Tag("waits")
class PauseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Test
  void nothingIsCollectedBetweenPauseAndResume() {
    CollectorProcess collector = CollectorProcess.shared();
    Api api = collector.api();
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address()),
            Idle.class)) {
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();

      Cli.Result paused = Cli.diag("pause", jvm.pid());
      assertThat(paused.exitCode()).as(paused.err()).isZero();
      assertThat(paused.out()).contains("collects nothing in " + jvm.pid());
      api.awaitJvm(jvm.pid(), "detached");
      assertThat(Cli.diag("status", jvm.pid()).out())
          .contains("is paused in " + jvm.pid())
          .contains("cpu-profile")
          .contains("off: the agent is paused");
      int readings = api.times(id, "diag.process.rss").size();
      long pausedAt = System.nanoTime();
      eventually(
          "two readings would be due",
          PATIENCE,
          () -> Duration.ofNanos(System.nanoTime() - pausedAt),
          waited -> waited.toSeconds() >= 11);
      assertThat(api.times(id, "diag.process.rss")).hasSize(readings);

      assertThat(Cli.diag("resume", jvm.pid()).exitCode()).isZero();
      api.awaitJvm(jvm.pid(), "live");
      eventually(
          "readings come again",
          PATIENCE,
          () -> api.times(id, "diag.process.rss").size(),
          count -> count > readings + 1);
      assertThat(Cli.diag("detach", jvm.pid()).exitCode()).isZero();
    }
  }

  @Test
  void pausingAJvmWithoutTheAgentIsRefusedInOneLine() {
    try (Forked jvm = Forked.target(Jdk.own(), List.of(), Idle.class)) {
      jvm.awaitLine("ready");
      Cli.Result refused = Cli.diag("pause", jvm.pid());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).startsWith("diag: diag is not attached to").hasLineCount(1);
    }
  }
}
