package io.diag.collector.live;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.heap;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.CommandReport;
import io.diag.wire.Goodbye;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
  private static final String OTHER = "99999999-2222-3333-4444-555555555555";

  @TempDir private Path data;

  @Test
  void whateverIsAddedIsHintedAtOnce() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted();
        EventStream stream = EventStream.open(collector, "")) {
      String hint = "data: {\"jvm\":\"" + JVM + "\",\"time\":" + collector.now() + "}";
      collector.hello(JVM, aHello());
      assertThat(stream.next("event")).isEqualTo("event: jvm");
      assertThat(stream.next("data")).isEqualTo(hint);
      collector.series(1, collector.now(), heap(1));
      assertThat(stream.next("event")).isEqualTo("event: series");
      assertThat(stream.next("data")).isEqualTo(hint);
      collector.profile(2, collector.now(), Recording.chunk());
      assertThat(stream.next("event")).isEqualTo("event: profile");
      HttpResponse<String> command =
          collector.post("/api/v1/jvms/" + JVM + "/commands", "{\"kind\":\"class-histogram\"}");
      assertThat(stream.next("event")).isEqualTo("event: command");
      collector.report(
          3, parse(command).get("id").asText(), CommandReport.State.DONE, Map.of("a", 1));
      assertThat(stream.next("event")).isEqualTo("event: command");
      collector.goodbye(4, Goodbye.Reason.ENDED);
      assertThat(stream.next("event")).isEqualTo("event: jvm");
    }
  }

  @Test
  void aStreamOfOneJvmTellsOfNoOther() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted();
        EventStream stream = EventStream.open(collector, "?jvm=" + JVM)) {
      collector.hello(OTHER, aHello());
      collector.series(1, collector.now(), heap(1));
      assertThat(stream.next("event")).isEqualTo("event: series");
      assertThat(stream.next("data")).contains(JVM);
    }
  }

  @Test
  void aRepeatedItemAndARefusedOneAreNoNews() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.series(1, collector.now(), heap(1));
      try (EventStream stream = EventStream.open(collector, "")) {
        assertThat(parse(collector.series(1, collector.now(), heap(1))).get("repeated").asBoolean())
            .isTrue();
        assertThat(collector.series(2, 0, heap(1)).statusCode()).isEqualTo(422);
        collector.goodbye(3, Goodbye.Reason.DETACHED);
        assertThat(stream.next("event")).isEqualTo("event: jvm");
      }
    }
  }

  @Test
  void ofAStormOnlyTheLastHintInASecondIsTold() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted();
        EventStream stream = EventStream.open(collector, "")) {
      for (int i = 1; i <= 200; i++) {
        collector.series(i, collector.now(), heap(i));
      }
      collector.goodbye(201, Goodbye.Reason.DETACHED);
      List<String> events = new ArrayList<>();
      do {
        events.add(stream.next("event"));
      } while (!events.contains("event: jvm"));
      // The storm took some seconds on a busy machine, each with one hint.
      assertThat(events.size()).isLessThan(100);
      Set<String> kinds = new HashSet<>(events);
      assertThat(kinds).containsExactlyInAnyOrder("event: series", "event: jvm");
    }
  }

  @Test
  void oneStreamTooManyIsRefusedAndAnEndedOneMakesRoom() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      List<EventStream> streams = new ArrayList<>();
      try {
        for (int i = 0; i < 64; i++) {
          streams.add(EventStream.open(collector, ""));
        }
        HttpResponse<String> refused = collector.get("/api/v1/live");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(parse(refused).get("type").asText()).isEqualTo("urn:diag:busy");
        streams.remove(0).close();
        // Nobody hears of the end of a connection before something is written to it.
        while (collector.get("/metrics").body().contains("diag_collector_live_streams 64\n")) {
          collector.hello(JVM, aHello());
        }
        streams.add(EventStream.open(collector, ""));
      } finally {
        for (EventStream stream : streams) {
          stream.close();
        }
      }
    }
  }

  @Test
  void theStopOfTheCollectorEndsEveryStream() throws Exception {
    RunningCollector collector = new RunningCollector(data).greeted();
    try (EventStream stream = EventStream.open(collector, "")) {
      collector.close();
      assertThat(stream.next("event")).isNull();
    }
  }

  @Test
  void nobodyListensWithoutTheTokenOrFromAnotherSite() throws Exception {
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withToken(Optional.of("secret")))) {
      String path = "/api/v1/live";
      String[] token = {"Authorization", "Bearer secret"};
      assertThat(collector.get(path).statusCode()).isEqualTo(401);
      assertThat(collector.get(path, with(token, "Host", "evil.example")).statusCode())
          .isEqualTo(421);
      assertThat(collector.get(path, with(token, "Origin", "http://evil.example")).statusCode())
          .isEqualTo(403);
      assertThat(collector.get(path, with(token, "Sec-Fetch-Site", "cross-site")).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aJvmThatIsNotKnownIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      HttpResponse<String> refused = collector.get("/api/v1/live?jvm=" + JVM);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(parse(refused).get("detail").asText()).contains("/api/v1/jvms");
    }
  }

  private static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
