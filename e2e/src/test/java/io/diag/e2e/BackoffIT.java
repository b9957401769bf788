package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.SideBySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** An agent that may use next to nothing, and so is over its budget by whatever it does. */
@EnabledIfSystemProperty(
    named = "diag.all",
    matches = "true",
    disabledReason = "a mean over minutes takes minutes; ./verify --all runs it")
class BackoffIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  /** A minute until the mean is known, another one above it, two for the rule's window. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void anAgentOverItsBudgetStepsBackAndSaysSo() {
    String options = "=budget=0.01,collector=" + COLLECTOR.address();
    List<String> agent = List.of("-javaagent:" + Artifacts.agent() + options);
    try (SideBySide both = SideBySide.start(Jdk.own(), agent, List.of(), "Worker")) {
      both.awaitLine("ready");
      Api api = COLLECTOR.api();
      long pid = both.observed().pid();
      String id = api.awaitJvm(pid, "live").get("id").asText();
      assertThat(api.last(id, "diag.agent.backoff", null)).isZero();
      eventually(
          "a level of the back-off",
          PATIENCE,
          () -> api.last(id, "diag.agent.backoff", null),
          level -> level >= 1);
      assertThat(Cli.diag("status", pid).out())
          .containsPattern(
              "budget +on: back-off level 1 of 3, sampling is thinner: the agent used");
      assertThat(api.last(id, "diag.agent.cpu.budget", null)).isEqualTo(0.0001);
      JsonNode finding =
          eventually("the finding", PATIENCE, () -> findings(api, id), found -> found.size() == 1)
              .get(0);
      assertThat(finding.get("rule").asText()).isEqualTo("agent-over-budget");
      assertThat(finding.get("state").asText()).isEqualTo("open");
      both.sayAndAssertSame("x", 5);
    }
  }

  private static List<JsonNode> findings(Api api, String id) {
    List<JsonNode> findings = new ArrayList<>();
    api.json("/api/v1/findings?jvm=" + id).get("findings").forEach(findings::add);
    return findings;
  }
}
