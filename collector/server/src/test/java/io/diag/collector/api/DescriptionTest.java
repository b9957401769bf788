package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.heap;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.collector.metrics.Metrics;
import io.diag.wire.CommandReport;
import io.diag.wire.FeatureState;
import io.diag.wire.Goodbye;
import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.ProfileSpan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final JsonNode description = read();

  @Test
  void everyRouteOfTheApiIsDescribedAndEveryDescribedOneExists() {
    Set<String> described = new TreeSet<>();
    for (var path : description.get("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    Routes routes =
        new Routes(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new Metrics(),
            null);
    Set<String> registered = new TreeSet<>();
    List<String> others = new ArrayList<>();
    for (Routes.Route route : routes.all()) {
      String name = route.method().name() + " " + route.path();
      if (route.path().startsWith("/api/")) {
        registered.add(name);
      } else {
        others.add(name);
      }
    }
    assertThat(registered).isEqualTo(described);
    assertThat(others)
        .containsExactly(
            "GET /healthz",
            "GET /diag.jar",
            "GET /metrics",
            "GET /wire/v1/jvms/{id}/commands",
            "PUT /wire/v1/jvms/{id}",
            "POST /wire/v1/jvms/{id}/items/{sequence}");
  }

  @Test
  void theDescriptionIsServedAsItStands(@TempDir Path data) throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      assertThat(collector.json("/api/v1/openapi.json")).isEqualTo(description);
    }
  }

  @Test
  void answersAreAsDescribed(@TempDir Path data) throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      assertValid("JvmList", collector.json("/api/v1/jvms"));
      collector.hello(
          JVM,
          aHello()
              .gc("G1")
              .cpus(4)
              .sentAtMillis(collector.now() + 5_000)
              .features(List.of(FeatureState.failed("cpu-profile", "no native library"))));
      String path = "/api/v1/jvms/" + JVM;
      assertValid("JvmDetail", collector.json(path));
      assertValid("Profile", collector.json(path + "/profile"));
      for (int i = 1; i < 50; i++) {
        collector.series(i, collector.now() - i * 1_000L, heap(i / 3.0));
      }
      for (int i = 1; i < 9; i++) {
        collector.histograms(
            50 + i,
            collector.now() - i * 1_000L,
            new HistogramPoint(
                "jvm.gc.duration",
                "s",
                Map.of("jvm.gc.name", "Copy"),
                new Histogram(3, i, 0.25, new double[] {0.5, 1}, new long[] {1, 1})));
      }
      collector.profile(100, collector.now(), Recording.chunk());
      assertValid("JvmList", collector.json("/api/v1/jvms"));
      assertValid("JvmDetail", collector.json(path));
      JsonNode thinned = collector.json(path + "/series?points=5");
      assertThat(thinned.get("series").get(0).get("points").get(0)).hasSize(4);
      assertThat(thinned.get("series").get(1).get("histogram").asBoolean()).isTrue();
      assertThat(thinned.get("series").get(1).get("points").get(0)).hasSize(5);
      assertValid("SeriesList", thinned);
      assertValid("SeriesList", collector.json(path + "/series"));
      JsonNode profile =
          collector.json(path + "/profile?from=0&to=" + (collector.now() + 86_400_000));
      assertThat(profile.get("samples").asLong()).isPositive();
      assertThat(profile.get("intervalNanos").asLong()).isEqualTo(10_000_000);
      assertValid("Profile", profile);
      ProfileSpan.Event cpu = new ProfileSpan.Event("cpu", 1_000_000, 9_000_000_000L);
      ProfileSpan span = new ProfileSpan(collector.now(), List.of(cpu), 50, "sampling began");
      collector.profile(90, collector.now() + 5_000, Recording.chunk(), span);
      String range = "?from=0&to=" + (collector.now() + 86_400_000);
      JsonNode skipped = collector.json(path + "/profile" + range);
      assertThat(skipped.at("/skipped/scaled").asBoolean()).isTrue();
      assertThat(skipped.at("/coverage/0/seam").asText()).isEqualTo("sampling began");
      assertValid("Profile", skipped);
      assertValid("ProfileDifference", collector.json(path + "/profile/diff" + range));
      String frame = "&frame=" + Recording.class.getName() + ".burnInner";
      assertValid("FrameDetail", collector.json(path + "/profile/frame" + range + frame));
      for (String event : new String[] {"wall", "alloc", "live", "lock", "nativemem"}) {
        assertValid("Profile", collector.json(path + "/profile?event=" + event));
      }
      String command =
          parse(collector.post(path + "/commands", "{\"kind\":\"class-histogram\"}"))
              .get("id")
              .asText();
      assertValid("CommandList", collector.json(path + "/commands"));
      collector.report(
          102, command, CommandReport.State.DONE, Map.of("classes", List.of(Map.of("bytes", 7L))));
      assertValid("Command", collector.json("/api/v1/commands/" + command));
      assertValid("FindingList", collector.json("/api/v1/findings"));
      assertValid("Finding", MAPPER.readTree(JsonWriter.finding(FindingsTest.ofEveryEvidence())));
      String finding = FindingsTest.plantDeadlock(collector, 104).get("id").asText();
      assertValid("Finding", collector.json("/api/v1/findings/" + finding));
      assertValid("FindingList", collector.json("/api/v1/findings?state=all&jvm=" + JVM));
      assertValid("JvmList", collector.json("/api/v1/jvms"));
      JsonNode trends = collector.json("/api/v1/fleet/trends");
      assertThat(trends.at("/jvms/0/id").asText()).isEqualTo(JVM);
      assertValid("FleetTrends", trends);
      LoopsTest.plant(collector, 106);
      JsonNode loops = collector.json(path + "/loops");
      assertThat(loops.get("loops")).hasSize(2);
      assertValid("LoopList", loops);
      LoopEpisodesTest.plant(collector, 110);
      JsonNode episodes = collector.json(path + "/loop-episodes");
      assertThat(episodes.get("episodes")).hasSize(2);
      assertValid("LoopEpisodeList", episodes);
      collector.goodbye(105, Goodbye.Reason.DETACHED);
      assertValid("JvmDetail", collector.json(path));
      for (String bad : new String[] {path + "x", path + "/series?from=x", "/api/nope"}) {
        assertValid("Problem", RunningCollector.parse(collector.get(bad)));
      }
    }
  }

  /** Unknown fields count as errors, so that nothing undescribed is sent. */
  private void assertValid(String schema, JsonNode answer) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", description.get("components"));
    var validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    assertThat(validator.validate(answer)).as(answer.toString()).isEmpty();
    assertDescribed(schema, answer);
  }

  private void assertDescribed(String schema, JsonNode answer) {
    Set<String> known = new TreeSet<>();
    collect(description.at("/components/schemas/" + schema), known);
    assertThat(known).containsAll(() -> answer.fieldNames());
  }

  private void collect(JsonNode schema, Set<String> names) {
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    for (JsonNode part : schema.path("allOf")) {
      String ref = part.path("$ref").asText();
      collect(ref.isEmpty() ? part : description.at(ref.substring(1)), names);
    }
  }

  private static JsonNode read() {
    try (InputStream in = Routes.class.getResourceAsStream("openapi.json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
