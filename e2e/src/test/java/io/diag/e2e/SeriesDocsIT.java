package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.SeriesDocs;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code docs/series.md} lists what is sent, with its unit, and nothing else. */
class SeriesDocsIT {
  @Test
  void theDocumentedSeriesAreTheOnesSent() throws IOException {
    SeriesDocs documented = SeriesDocs.read();
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address()),
            Idle.class)) {
      String id = collector.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Jcmd.run(Jdk.own(), jvm.pid(), "GC.run");
      Map<String, String> sent =
          eventually(
              "every documented series",
              Duration.ofSeconds(30),
              () -> sent(collector, id),
              names -> names.keySet().containsAll(documented.everywhere()));
      assertThat(documented.units()).containsAllEntriesOf(sent);
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
