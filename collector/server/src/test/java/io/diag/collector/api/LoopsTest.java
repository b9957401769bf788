package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopsTest {
  private static final String PATH = "/api/v1/jvms/" + JVM + "/loops";

  @TempDir private Path data;

  @Test
  void loopsAreToldWithWhatTheyDidInTheRange() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      plant(collector, 1);
      JsonNode loops = collector.json(PATH).get("loops");
      assertThat(loops).hasSize(2);
      JsonNode busy = loops.get(0);
      assertThat(busy.get("id").asText()).isEqualTo("7");
      assertThat(busy.get("name").asText()).isEqualTo("nioEventLoopGroup-2-1");
      assertThat(busy.get("framework").asText()).isEqualTo("netty");
      assertThat(busy.get("role").asText()).isEqualTo("loop");
      assertThat(busy.get("utilization").asDouble()).isEqualTo(0.6);
      assertThat(busy.get("ticks").asLong()).isEqualTo(200);
      assertThat(busy.get("p50Millis").asDouble()).isEqualTo(1);
      assertThat(busy.get("p99Millis").asDouble()).isEqualTo(225);
      assertThat(busy.get("maxMillis").asDouble()).isEqualTo(240);
      // busy for 6 of 10 s, of which the ticks that ended are 2; the last 100 ms are one in a
      // hundred
      assertThat(busy.get("delayP99Millis").asDouble()).isEqualTo(3_900);
      assertThat(busy.get("delayP50Millis").asDouble()).isZero();
      JsonNode idle = loops.get(1);
      assertThat(idle.get("name").asText()).isEqualTo("own");
      assertThat(idle.get("ticks").asLong()).isZero();
      for (String unknown :
          new String[] {
            "framework", "role", "p50Millis", "p99Millis", "maxMillis", "delayP99Millis"
          }) {
        assertThat(idle.has(unknown)).as(unknown).isFalse();
      }
    }
  }

  @Test
  void onlyTheRangeCountsAndTheRoleIsTheOneToldLast() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long now = collector.now();
      collector.series(1, now - 20_000, utilization("7", "selector", null, 0.9));
      collector.series(2, now - 10_000, utilization("7", "selector", null, 0.2));
      collector.series(3, now - 5_000, utilization("7", "selector", "rotating poller", 0.4));
      JsonNode loops = collector.json(PATH + "?from=" + (now - 15_000)).get("loops");
      assertThat(loops).hasSize(1);
      assertThat(loops.get(0).get("role").asText()).isEqualTo("rotating poller");
      assertThat(loops.get(0).get("utilization").asDouble()).isEqualTo(0.3);
    }
  }

  /** What lies above the last bound is known by the longest alone. */
  @Test
  void aTickAboveEveryBoundIsAsLongAsTheLongest() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.histograms(
          1,
          collector.now() - 5_000,
          ticks("7", new Histogram(2, 150.1, 150, new double[] {0.125}, new long[] {1})));
      JsonNode loop = collector.json(PATH).get("loops").get(0);
      assertThat(loop.get("p50Millis").asDouble()).isEqualTo(125);
      assertThat(loop.get("p99Millis").asDouble()).isEqualTo(150_000);
      assertThat(loop.has("utilization")).isFalse();
      assertThat(loop.has("delayP99Millis")).isFalse();
    }
  }

  @Test
  void aJvmWithoutLoopsHasAnEmptyList() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      assertThat(collector.json(PATH).get("loops")).isEmpty();
      assertThat(collector.get("/api/v1/jvms/nobody/loops").statusCode()).isEqualTo(404);
      assertThat(collector.get(PATH + "?from=x").statusCode()).isEqualTo(400);
    }
  }

  /** Two loops, one busy and one idle. */
  static void plant(RunningCollector collector, long sequence) {
    long now = collector.now();
    double[] bounds = {0.001, 0.225, 0.25};
    collector.series(
        sequence,
        now - 10_000,
        utilization("7", "nioEventLoopGroup-2-1", "loop", 0.8),
        utilization("8", "own", null, 0));
    collector.series(
        sequence + 1, now - 5_000, utilization("7", "nioEventLoopGroup-2-1", "loop", 0.4));
    collector.histograms(
        sequence + 2,
        now - 10_000,
        ticks("7", new Histogram(120, 1.5, 0.21, bounds, new long[] {118, 2, 0})));
    collector.histograms(
        sequence + 3,
        now - 5_000,
        ticks("7", new Histogram(80, 0.5, 0.24, bounds, new long[] {79, 0, 1})));
  }

  private static Point utilization(String id, String name, String role, double value) {
    return new Point("diag.loop.utilization", "1", labels(id, name, role), value);
  }

  private static HistogramPoint ticks(String id, Histogram histogram) {
    return new HistogramPoint(
        "diag.loop.tick.duration", "s", labels(id, "nioEventLoopGroup-2-1", "loop"), histogram);
  }

  private static Map<String, String> labels(String id, String name, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("diag.loop", name);
    labels.put("diag.loop.id", id);
    if (name.startsWith("nio")) {
      labels.put("diag.loop.framework", "netty");
    }
    if (role != null) {
      labels.put("diag.loop.role", role);
    }
    return labels;
  }
}
