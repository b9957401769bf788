package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.SideBySide;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runtimes as jlink puts them together, with little more than their application needs. */
class MissingModulesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void withoutJdkManagementIsOffWhatComesFromItAlone(int feature) {
    try (SideBySide both = start(feature, "java.base,java.instrument,java.management")) {
      long pid = both.observed().pid();
      String status =
          eventually(
              "everything has started",
              PATIENCE,
              () -> Cli.diag("status", pid).out(),
              seen -> seen.contains("commands       on") && !seen.contains("not started yet"));
      assertThat(status.lines().filter(line -> line.contains(" off") || line.contains(" failed")))
          .containsExactly("  allocation     off: this runtime lacks the module jdk.management");
      assertThat(status)
          .contains(
              "  gc             on: totals alone, no durations: this runtime lacks the module"
                  + " jdk.management\n")
          .contains("  memory-pools   on\n")
          .contains("  cpu-profile    on");
      Api api = COLLECTOR.api();
      String id = api.awaitJvm(pid, "live").get("id").asText();
      List<JsonNode> pools =
          eventually(
              "pools",
              PATIENCE,
              () -> api.series(id, "jvm.memory.used"),
              series -> series.toString().contains("Metaspace"));
      assertThat(pools).hasSizeGreaterThan(4);
      assertThat(api.series(id, "diag.jvm.gc.count")).isNotEmpty();
      both.sayAndAssertSame("x", 5);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void withoutJavaManagementTheAgentIsOffInOneLine(int feature) {
    try (SideBySide both = start(feature, "java.base,java.instrument")) {
      both.sayAndAssertSame("x", 5);
      assertThat(both.observed().err().lines())
          .containsExactly("diag: this runtime lacks the module java.management (diag is off)");
    }
  }

  private static SideBySide start(int feature, String modules) {
    Jdk jdk = Jdks.orSkip(feature);
    String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
    SideBySide both =
        SideBySide.start(jdk, List.of(agent), List.of("--limit-modules", modules), "Worker");
    both.awaitLine("ready");
    return both;
  }
}
