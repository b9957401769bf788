package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.CompatibilityTable;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.ThreadNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each JDK offers the agent, started with it and attached to, is what {@code
 * docs/compatibility.md} says. What was seen is written to {@code target/compatibility.md}.
 */
class CompatibilityIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final CompatibilityTable SEEN = new CompatibilityTable();
  private static final String SUBJECT = "io.diag.e2e.subject.Recorded";

  /** Each event with a frame that its profile must hold, in the order they are asked for. */
  private static final Map<String, String> EVENTS = events();

  /** Of the machine and not of the JDK. */
  private static final String BY_SYSTEM =
      "diag\\.(cgroup|machine)\\..*|diag\\.process\\.(swap|fds\\.limit)";

  static Stream<Integer> everyJdk() {
    return Boolean.getBoolean("diag.all") ? Stream.of(8, 11, 17, 21, 25, 27) : Stream.of(17, 25);
  }

  @AfterAll
  static void writeDownWhatWasSeen() throws IOException {
    Path target = Artifacts.repository().resolve("e2e/target");
    Files.writeString(target.resolve("compatibility.md"), SEEN.asMarkdown());
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("everyJdk")
  void whatAJdkOffersIsWhatTheDocumentSays(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Map<String, String> cells = new LinkedHashMap<>();
    try (Forked jvm = Forked.start(command(jdk, agent()), Map.of())) {
      jvm.awaitLine("ready");
      cells.put("start with `-javaagent`", "yes");
      String id = api().awaitJvm(jvm.pid(), "live").get("id").asText();
      putFeatures(id, cells);
      putEvents(id, cells);
      putSeries(id, cells);
      assertThat(diag("detach", jvm.pid())).isZero();
      assertNothingRuns(jvm);
    }
    try (Forked jvm = Forked.start(command(jdk, List.of()), Map.of())) {
      jvm.awaitLine("ready");
      assertThat(diag("attach", jvm.pid(), "collector=" + COLLECTOR.address())).isZero();
      cells.put("attach to a running JVM", "yes");
      String id = api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Map<String, String> attached = new LinkedHashMap<>();
      putFeatures(id, attached);
      assertThat(cells).as("attached is as good as started").containsAllEntriesOf(attached);
      assertThat(diag("detach", jvm.pid())).isZero();
      assertNothingRuns(jvm);
      cells.put("detach", "yes");
    }
    SEEN.put(feature, cells);
    Path document = Artifacts.repository().resolve("docs/compatibility.md");
    assertThat(cells)
        .as("what was seen, and what %s says", document)
        .isEqualTo(CompatibilityTable.read(document).column(feature));
  }

  private static void putFeatures(String id, Map<String, String> cells) {
    JsonNode features =
        eventually(
            "every feature has begun",
            PATIENCE,
            () -> api().json("/api/v1/jvms/" + id).get("features"),
            all -> all.size() > 5 && !all.toString().contains("not started yet"));
    for (JsonNode each : features) {
      String reason = each.path("reason").asText("");
      String cell = each.get("state").asText() + (reason.isEmpty() ? "" : ": " + reason);
      cells.put("feature `" + each.get("name").asText() + "`", cell.replace('|', '/'));
    }
  }

  /** The first three are always on, the others for some seconds on command. */
  private static void putEvents(String id, Map<String, String> cells) {
    for (Map.Entry<String, String> event : EVENTS.entrySet()) {
      String name = event.getKey();
      if (!List.of("cpu", "alloc", "lock").contains(name)) {
        record(id, name);
      }
      eventually(
          name + " of " + event.getValue(),
          PATIENCE,
          () -> api().collapsed(id, name, ""),
          profile -> profile.under(SUBJECT + event.getValue()) > 0);
      cells.put("event `" + name + "`", "yes");
    }
  }

  private static void record(String id, String event) {
    String body =
        "{\"kind\":\"profile\",\"arguments\":{\"event\":\"" + event + "\",\"seconds\":3}}";
    String command = api().post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
    eventually(
        event + " is recorded",
        PATIENCE,
        () -> api().json("/api/v1/commands/" + command).get("state").asText(),
        state -> state.equals("done"));
  }

  /** Of a JVM that has been there for a while, and has collected garbage. */
  private static void putSeries(String id, Map<String, String> cells) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode series : api().json("/api/v1/jvms/" + id + "/series").get("series")) {
      names.add(series.get("name").asText());
    }
    names.removeIf(name -> name.matches(BY_SYSTEM));
    names.forEach(name -> cells.put("series `" + name + "`", "yes"));
  }

  private static void assertNothingRuns(Forked jvm) {
    eventually(
        "no thread of the agent is left",
        PATIENCE,
        () -> ThreadNames.of(jvm.pid()),
        names -> names.stream().noneMatch(name -> name.startsWith("diag-")));
    assertThat(jvm.isAlive()).isTrue();
  }

  private static int diag(Object... arguments) {
    Cli.Result result = Cli.diag(arguments);
    assertThat(result.err()).isEmpty();
    return result.exitCode();
  }

  private static List<String> agent() {
    return List.of("-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address());
  }

  private static List<String> command(Jdk jdk, List<String> agent) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(List.of("-Xmx128m", "-XX:+UseG1GC", "-Djava.io.tmpdir=" + temporary()));
    command.addAll(agent);
    command.addAll(List.of("-cp", OldClasses.folder().toString(), SUBJECT));
    return command;
  }

  private static String temporary() {
    return RunFolder.temporary().toString();
  }

  private static Map<String, String> events() {
    Map<String, String> events = new LinkedHashMap<>();
    events.put("cpu", ".spins");
    events.put("alloc", ".allocates");
    events.put("lock", ".waits");
    events.put("wall", ".sleeps");
    events.put("live", ".allocates");
    events.put("nativemem", ".keepsNative");
    return events;
  }

  private static Api api() {
    return COLLECTOR.api();
  }
}
