package io.diag.collector.query;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.heap;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.wire.FeatureState;
import io.diag.wire.Goodbye;
import io.diag.wire.GoodbyeCodec;
import io.diag.wire.HelloCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Point;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmStateTest {
  @TempDir private Path data;
  private RunningCollector collector;

  @BeforeEach
  void start() throws StartException {
    collector = new RunningCollector(data).greeted();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void silenceOfFifteenSecondsLosesAJvmAndAnItemBringsItBack() {
    collector.clock.advance(Duration.ofSeconds(15));
    assertThat(collector.state()).isEqualTo("live");
    collector.clock.advance(Duration.ofMillis(1));
    assertThat(collector.state()).isEqualTo("lost");
    collector.series(1, collector.now(), heap(1));
    assertThat(collector.state()).isEqualTo("live");
  }

  @Test
  void aSlowReaderIsGivenThreeOfItsIntervals() {
    collector.hello(JVM, aHello().intervalMillis(60_000));
    collector.clock.advance(Duration.ofMinutes(3));
    assertThat(collector.state()).isEqualTo("live");
    collector.clock.advance(Duration.ofMillis(1));
    assertThat(collector.state()).isEqualTo("lost");
  }

  @Test
  void aGoodbyeSaysWhyUntilTheNextHello() {
    collector.goodbye(5, Goodbye.Reason.DETACHED);
    collector.clock.advance(Duration.ofHours(1));
    assertThat(collector.state()).isEqualTo("detached");
    collector.greeted();
    assertThat(collector.state()).isEqualTo("live");
    collector.goodbye(6, Goodbye.Reason.ENDED);
    assertThat(collector.state()).isEqualTo("ended");
  }

  @Test
  void onlyItemsFromAfterTheGoodbyeBringAJvmBack() {
    collector.goodbye(5, Goodbye.Reason.DETACHED);
    collector.series(4, collector.now(), heap(1));
    assertThat(collector.state()).isEqualTo("detached");
    collector.series(6, collector.now(), heap(1));
    assertThat(collector.state()).isEqualTo("live");
  }

  @Test
  void aGoodbyeSentAgainOrLateChangesNothing() {
    collector.goodbye(5, Goodbye.Reason.DETACHED);
    collector.series(6, collector.now(), heap(1));
    assertThat(parse(collector.goodbye(5, Goodbye.Reason.DETACHED)).get("repeated").asBoolean())
        .isTrue();
    assertThat(collector.state()).isEqualTo("live");
    collector.series(9, collector.now(), heap(1));
    collector.goodbye(8, Goodbye.Reason.DETACHED);
    assertThat(collector.state()).isEqualTo("live");
  }

  @Test
  void whatADeadJvmLeftBehindSaysWhenItWasThereLastAndNotThatItIs() {
    collector.hello(JVM, aHello().sentAtMillis(collector.now() + 3_000));
    collector.series(1, collector.now() + 3_000, heap(1));
    long start = collector.now();
    collector.clock.advance(Duration.ofMinutes(2));
    assertThat(leftReading(2, start + 30_000 + 3_000).statusCode()).isEqualTo(200);
    assertThat(collector.state()).isEqualTo("lost");
    JsonNode jvm = collector.json("/api/v1/jvms/" + JVM);
    assertThat(jvm.get("lastSeenAt").asLong()).isEqualTo(start + 30_000);
    assertThat(collector.points("jvm.memory.used", start, collector.now())).hasSize(2);

    byte[] goodbye = GoodbyeCodec.write(new Goodbye(start + 50_000, Goodbye.Reason.ENDED));
    collector.leftBehind(ItemKind.GOODBYE, 3, start + 50_000, goodbye);
    assertThat(collector.state()).isEqualTo("ended");
  }

  @Test
  void whoIsIntroducedByAnotherIsNotThere() {
    long then = collector.now();
    collector.clock.advance(Duration.ofMinutes(2));
    String dead = "dddddddd-dead";
    byte[] hello = HelloCodec.write(aHello().sentAtMillis(then).build());
    collector.send(
        Wire.jvmPath(dead),
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .header(Wire.LEFT_BEHIND_HEADER, "true")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(hello)));
    JsonNode jvm = collector.json("/api/v1/jvms/" + dead);
    assertThat(jvm.get("state").asText()).isEqualTo("lost");
    assertThat(jvm.get("lastSeenAt").asLong()).isEqualTo(then);
    assertThat(jvm.has("clockOffsetMillis")).isFalse();
  }

  @Test
  void aLiveJvmThatSendsWhatWaitedIsThereWhateverItsClockSays() {
    collector.clock.advance(Duration.ofHours(1));
    collector.series(1, collector.now() - 3_600_000, heap(1));
    assertThat(collector.state()).isEqualTo("live");
  }

  private HttpResponse<String> leftReading(long sequence, long timeMillis) {
    byte[] body = SeriesCodec.write(new SeriesSample(timeMillis, List.of(heap(1))));
    return collector.leftBehind(ItemKind.SERIES, sequence, timeMillis, body);
  }

  @Test
  void theStateSurvivesARestart() throws StartException {
    collector.goodbye(5, Goodbye.Reason.ENDED);
    collector.close();
    collector = new RunningCollector(data);
    assertThat(collector.state()).isEqualTo("ended");
    collector.series(4, collector.now(), heap(1));
    assertThat(collector.state()).isEqualTo("ended");
  }

  @Test
  void theNewestReadingsAreKeptAndOlderOnesDoNotReplaceThem() {
    long now = collector.now();
    collector.series(
        2,
        now,
        new Point("diag.process.rss", "By", 1_000),
        new Point("diag.cgroup.memory.limit", "By", 9_000),
        pool("Eden", "heap", 10),
        pool("Old", "heap", 20),
        pool("Metaspace", "non_heap", 40),
        new Point("diag.jvm.memory.heap.max", "By", 500),
        new Point("jvm.memory.limit", "By", Map.of("jvm.memory.type", "heap"), 400),
        new Point("jvm.thread.count", "{thread}", Map.of("jvm.thread.daemon", "true"), 7),
        new Point("jvm.thread.count", "{thread}", Map.of("jvm.thread.daemon", "false"), 3),
        new Point("diag.process.cpu.cores", "1", 1.25));
    collector.series(3, now + 5, new Point("diag.process.rss", "By", 1_001));
    collector.series(1, now - 5, new Point("diag.process.rss", "By", 1));
    JsonNode latest = collector.json("/api/v1/jvms").get("jvms").get(0).get("latest");
    assertThat(latest.toString())
        .isEqualTo(
            "{\"time\":"
                + (now + 5)
                + ",\"rssBytes\":1001,\"limitBytes\":9000,\"heapUsedBytes\":30,"
                + "\"heapMaxBytes\":500,\"cpuCores\":1.25,\"threads\":10}");
  }

  @Test
  void theClockOffsetIsShownFromOneSecondOn() {
    collector.hello(JVM, aHello().sentAtMillis(collector.now() + 999));
    assertThat(collector.json("/api/v1/jvms/" + JVM).has("clockOffsetMillis")).isFalse();
    collector.hello(JVM, aHello().sentAtMillis(collector.now() - 61_000));
    assertThat(collector.json("/api/v1/jvms/" + JVM).get("clockOffsetMillis").asLong())
        .isEqualTo(-61_000);
  }

  @Test
  void featuresAreShownWithTheirReasons() {
    collector.hello(
        JVM,
        aHello()
            .features(
                List.of(FeatureState.on("cpu-profile"), FeatureState.off("rss", "no /proc here"))));
    assertThat(collector.json("/api/v1/jvms/" + JVM).get("features").toString())
        .isEqualTo(
            "[{\"name\":\"cpu-profile\",\"state\":\"on\"},"
                + "{\"name\":\"rss\",\"state\":\"off\",\"reason\":\"no /proc here\"}]");
  }

  @Test
  void jvmsAreListedByServiceThenHostThenStart() {
    collector.hello("bbbbbbbb-1", aHello().service("a").host("z").startedAtMillis(5));
    collector.hello("cccccccc-1", aHello().service("a").host("b").startedAtMillis(9));
    collector.hello("dddddddd-1", aHello().service("a").host("b").startedAtMillis(7));
    assertThat(collector.json("/api/v1/jvms").get("jvms").findValuesAsText("id"))
        .containsExactly("dddddddd-1", "cccccccc-1", "bbbbbbbb-1", JVM);
  }

  @Test
  void anAgentIsToldForAMinuteThatSomebodyLooks() {
    assertThat(watched(1)).isFalse();
    collector.json("/api/v1/jvms");
    collector.json("/api/v1/jvms/" + JVM);
    assertThat(watched(2)).isFalse();
    collector.json("/api/v1/jvms/" + JVM + "/profile");
    assertThat(watched(3)).isTrue();
    collector.clock.advance(Duration.ofSeconds(60));
    assertThat(watched(4)).isTrue();
    collector.clock.advance(Duration.ofMillis(1));
    assertThat(watched(5)).isFalse();
  }

  private boolean watched(long sequence) {
    return parse(collector.series(sequence, collector.now(), heap(1))).get("watched").asBoolean();
  }

  private static Point pool(String name, String type, double value) {
    return new Point(
        "jvm.memory.used",
        "By",
        Map.of("jvm.memory.pool.name", name, "jvm.memory.type", type),
        value);
  }
}
