package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.wire.Event;
import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import io.diag.wire.StackTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopEpisodesTest {
  private static final String PATH = "/api/v1/jvms/" + JVM + "/loop-episodes";

  @TempDir private Path data;

  @Test
  void whatBlockedALoopIsToldAsItWasSent() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      plant(collector, 1);
      JsonNode answer = collector.json(PATH);
      assertThat(answer.get("complete").asBoolean()).isTrue();
      JsonNode latest = answer.get("episodes").get(0);
      assertThat(latest.get("startedAt").asLong()).isEqualTo(collector.now() - 5_000);
      assertThat(latest.has("blamed")).isFalse();
      assertThat(latest.has("heldBy")).isFalse();
      assertThat(latest.has("unsent")).isFalse();
      JsonNode first = answer.get("episodes").get(1);
      assertThat(first.get("loop").asText()).isEqualTo("7");
      assertThat(first.get("name").asText()).isEqualTo("nio-1");
      assertThat(first.get("durationMillis").asDouble()).isEqualTo(203.4);
      assertThat(first.get("blamed").asText()).isEqualTo("com.acme.Handler.read");
      assertThat(first.at("/millis/monitor").asDouble()).isEqualTo(200);
      assertThat(first.at("/millis").has("io")).isFalse();
      assertThat(first.at("/stack/0/children/0/frame").asText()).startsWith("com.acme.Handler");
      assertThat(first.at("/heldBy/thread").asText()).isEqualTo("orders");
      assertThat(first.get("unsent").asInt()).isEqualTo(4);
      assertThat(answer.at("/patterns/0/count").asLong()).isEqualTo(1_200);
      assertThat(answer.at("/stalls/0/stoppedMillis").asDouble()).isEqualTo(12);
    }
  }

  @Test
  void onlyTheRangeAndTheJvmCount() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      plant(collector, 1);
      JsonNode late = collector.json(PATH + "?from=" + (collector.now() - 6_000));
      assertThat(late.get("episodes")).hasSize(1);
      assertThat(late.get("patterns")).isEmpty();
      assertThat(collector.get("/api/v1/jvms/nobody/loop-episodes").statusCode()).isEqualTo(404);
      assertThat(collector.get(PATH + "?from=x").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void ofMoreThanFitTheLatestAreTold() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      for (int i = 0; i < 510; i++) {
        collector.event(i + 1, plain(collector.now() - 600_000 + i).event());
      }
      JsonNode answer = collector.json(PATH);
      assertThat(answer.get("complete").asBoolean()).isFalse();
      assertThat(answer.get("episodes")).hasSize(500);
      assertThat(answer.at("/episodes/0/startedAt").asLong())
          .isEqualTo(collector.now() - 600_000 + 509);
    }
  }

  @Test
  void anEpisodeThatIsNotWholeIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      Event broken = new Event(collector.now(), LoopEpisode.NAME, Map.of("loop", 7L));
      assertThat(collector.event(1, broken).statusCode()).isEqualTo(400);
      assertThat(collector.json(PATH).get("episodes")).isEmpty();
    }
  }

  @Test
  void aLoopThatIsBlockedThriceIsAFinding() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      for (int i = 0; i < 3; i++) {
        collector.event(i + 1, held(collector.now() - 3_000 + i).event());
      }
      JsonNode finding =
          FindingsTest.awaitFindings(collector, "state=open", list -> list.size() == 1).get(0);
      assertThat(finding.get("rule").asText()).isEqualTo("loop-blocked");
      assertThat(finding.get("summary").asText())
          .isEqualTo(
              "Event loop 'nio-1' was blocked 3 times within 5 min, at worst for 203 ms, by"
                  + " com.acme.Handler.read.");
    }
  }

  /** Two episodes, a pattern and a stall. */
  static void plant(RunningCollector collector, long sequence) {
    long now = collector.now();
    collector.event(sequence, held(now - 20_000).event());
    collector.event(sequence + 1, plain(now - 5_000).event());
    collector.event(
        sequence + 2,
        new LoopPattern(
                7, "nio-1", now - 70_000, 60_000, "com.acme.A.b", 1_200L, 6_100, StackTree.empty())
            .event());
    collector.event(sequence + 3, new ProcessStall(now - 30_000, 840, 12.0, 2).event());
  }

  private static LoopEpisode held(long startedAt) {
    StackTree stack = StackTree.empty();
    stack.add(List.of("java.lang.Thread.run(Thread.java:840)", "com.acme.Handler.read(A.java:1)"));
    return new LoopEpisode(
        7,
        "nio-1",
        startedAt,
        203.4,
        "com.acme.Handler.read",
        Map.of("cpu", 3.4, "monitor", 200.0),
        stack,
        new LoopEpisode.Holder("com.acme.Stock@1b", "orders", List.of("com.acme.Orders.take")),
        4);
  }

  private static LoopEpisode plain(long startedAt) {
    return new LoopEpisode(8, "nio-2", startedAt, 60, null, Map.of(), StackTree.empty(), null, 0);
  }
}
