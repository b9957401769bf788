package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JVM of 3,000 threads, whose stacks are 6,000 mappings, and 3,000 mappings of files costs the
 * ledger no more than its share.
 */
@Tag("waits")
class LedgerBudgetIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int THREADS = 3_000;
  private static final int MAPPINGS = 3_000;
  private static final int READINGS = 3;

  /** Of a core, as the ledger promises; the time between two readings is told by the sample. */
  private static final double SHARE = 0.002 * 1.1;

  private static final Map<Integer, Forked> CROWDS = new ConcurrentHashMap<>();

  @BeforeAll
  static void startAll() {
    List<String> options =
        List.of(
            "-Xmx256m",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address());
    String[] crowd = {Integer.toString(THREADS), Integer.toString(MAPPINGS)};
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(jdk -> CROWDS.put(feature, Forked.target(jdk, options, Crowd.class, crowd)));
    }
  }

  @AfterAll
  static void endAll() {
    CROWDS.values().forEach(Forked::close);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aReadingComesAsOftenAsItsCostAllows(int feature) throws IOException {
    Jdks.orSkip(feature);
    Forked jvm = CROWDS.get(feature);
    jvm.awaitLine("ready");
    assertThat(mappings(jvm.pid())).isGreaterThan(2 * THREADS + MAPPINGS);
    String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
    JsonNode costs =
        eventually(
            "some readings of the ledger",
            PATIENCE,
            () -> COLLECTOR.api().series(id, "diag.memory.ledger.cost").get(0).get("points"),
            points -> points.size() >= READINGS);
    for (int i = 0; i + 1 < costs.size(); i++) {
      double cost = last(costs.get(i));
      double untilNext =
          (costs.get(i + 1).get(0).asLong() - costs.get(i).get(0).asLong()) / 1_000.0;
      assertThat(cost).as("seconds of CPU").isPositive();
      assertThat(cost / untilNext).as("of a core, of %s", costs).isLessThan(SHARE);
    }
    assertThat(COLLECTOR.api().json("/api/v1/findings?jvm=" + id).findValuesAsText("rule"))
        .doesNotContain("agent-over-budget");
    System.out.println("JDK " + feature + ": seconds of CPU for a reading: " + costs);
  }

  private static long mappings(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return lines.count();
    }
  }

  private static double last(JsonNode point) {
    return point.get(point.size() - 1).asDouble();
  }
}
