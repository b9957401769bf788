package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/series.md} lists what is sent, with its unit, and nothing else. */
class SeriesDocsIT {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| ([^|]+) \\|");

  /** Only where a control group limits or accounts them, or the kernel tells. */
  private static final Set<String> BY_SYSTEM =
      Set.of(
          "diag.cgroup.memory.limit",
          "diag.cgroup.memory.usage",
          "diag.cgroup.memory.swap",
          "diag.cgroup.memory.events",
          "diag.cgroup.cpu.quota",
          "diag.cgroup.cpu.periods",
          "diag.cgroup.cpu.throttled.periods",
          "diag.cgroup.cpu.throttled.time",
          "diag.machine.pressure.time",
          "diag.process.swap",
          "diag.process.fds.limit");

  /** Only for the time of a class histogram's trend. */
  private static final Set<String> ON_COMMAND = Set.of("diag.class.bytes", "diag.class.instances");

  @Test
  void theDocumentedSeriesAreTheOnesSent() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Artifacts.repository().resolve("docs/series.md")));
    for (MatchResult row : rows.results().toList()) {
      documented.put(row.group(1), row.group(2));
    }
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address()),
            Idle.class)) {
      String id = collector.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Jcmd.run(Jdk.own(), jvm.pid(), "GC.run");
      Set<String> expected = new TreeSet<>(documented.keySet());
      expected.removeAll(BY_SYSTEM);
      expected.removeAll(ON_COMMAND);
      Map<String, String> sent =
          eventually(
              "every documented series",
              Duration.ofSeconds(30),
              () -> sent(collector, id),
              names -> names.keySet().containsAll(expected));
      assertThat(documented).containsAllEntriesOf(sent);
    }
  }

  private static Map<String, String> sent(CollectorProcess collector, String id) {
    Map<String, String> sent = new TreeMap<>();
    for (JsonNode series : collector.api().json("/api/v1/jvms/" + id + "/series").get("series")) {
      sent.put(series.get("name").asText(), series.get("unit").asText());
    }
    return sent;
  }
}
