package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.CompatibilityTable.Cell;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.SeriesDocs;
import io.diag.e2e.harness.ThreadNames;
import io.diag.e2e.subject.Recorded;
import io.diag.e2e.subject.Takes;
import io.diag.e2e.subject.old.Everything;
import io.diag.wire.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Has a JVM of one JDK do everything that the agent can tell of, and looks what of it the collector
 * was told. What is not there must be so by the agent's own word: a feature that is off, or a
 * command that failed, with its reason.
 */
final class Examination {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUBJECT = Everything.class.getName();
  private static final String RECORDED = Recorded.class.getName();
  private static final String TAKES = Takes.class.getName();

  /** A reading that is dear when it is cold skips turns, though never more than five minutes. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(330);

  /** After so many nothing comes that has not come yet, of a feature that sent something. */
  private static final int READINGS = 6;

  private static final String TREND =
      "{\"kind\":\"class-histogram\","
          + "\"arguments\":{\"top\":50,\"everySeconds\":5,\"seconds\":5}}";

  private final Jdk jdk;
  private final CollectorProcess collector;
  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private String id;

  private Examination(Jdk jdk, CollectorProcess collector) {
    this.jdk = jdk;
    this.collector = collector;
  }

  /** The rows of a column, from top to bottom. Takes half a minute, and half a core. */
  static Map<String, Cell> of(Jdk jdk, CollectorProcess collector) throws IOException {
    Examination examination = new Examination(jdk, collector);
    examination.run();
    return examination.cells;
  }

  private void run() throws IOException {
    String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + collector.address();
    try (Forked started = fork(List.of(agent));
        Forked attached = fork(List.of(), "rests")) {
      started.awaitLine("ready");
      id = api().awaitJvm(started.pid(), "live").get("id").asText();
      Map<String, String> states = states(id);
      cells.put("start with `-javaagent`", Cell.YES);
      String histogram = command(TREND);
      attached.awaitLine("ready");
      Cell late = attach(attached, states);
      cells.put("attach to a running JVM", late);
      cells.put("deadlocks", deadlock());
      cells.put("`class-histogram`", histogram(histogram));
      cells.put("`heap-dump`", heapDump());
      putLedger();
      putEvents();
      putVirtualThreads(started.awaitLine("virtual threads: ").endsWith("yes"));
      putSeries();
      assertDetaches(started);
      if (late.equals(Cell.YES)) {
        assertDetaches(attached);
      }
      cells.put("detach", Cell.YES);
    }
  }

  private Forked fork(List<String> agent, String... arguments) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(List.of("-Xmx128m", "-XX:+UseG1GC"));
    command.add("-Djava.io.tmpdir=" + RunFolder.temporary());
    command.addAll(agent);
    command.addAll(List.of("-cp", OldClasses.folder().toString(), SUBJECT));
    command.addAll(List.of(arguments));
    return Forked.start(command, Map.of());
  }

  /** Attached late, every feature is on that is on from the start, and no other. */
  private Cell attach(Forked jvm, Map<String, String> statesOfStarted) {
    Cli.Result result = Cli.diag("attach", jvm.pid(), "collector=" + collector.address());
    if (result.exitCode() != 0) {
      return Cell.no(result.err().trim().replace(Long.toString(jvm.pid()), "PID"));
    }
    String attached = api().awaitJvm(jvm.pid(), "live").get("id").asText();
    assertThat(states(attached)).as("attached, as when started").isEqualTo(statesOfStarted);
    return Cell.YES;
  }

  private Cell deadlock() {
    JsonNode feature = feature("deadlocks");
    if (isOff(feature)) {
      return Cell.no(reason(feature));
    }
    eventually(
        "the deadlock is found",
        PATIENCE,
        () -> api().json("/api/v1/findings?state=open&jvm=" + id).toString(),
        found -> found.contains("'booker' waits for ") && found.contains("held by 'auditor'"));
    return Cell.YES;
  }

  private Cell histogram(String command) {
    JsonNode ended = ended(command);
    if (failed(ended)) {
      return Cell.no(ended.get("message").asText());
    }
    long kept = -1;
    for (JsonNode row : ended.get("result").get("classes")) {
      if (row.get("class").asText().equals(SUBJECT + "$Kept")) {
        kept = row.get("instances").asLong();
      }
    }
    assertThat(kept).as("objects counted").isEqualTo(Everything.KEPT);
    return Cell.YES;
  }

  private Cell heapDump() {
    JsonNode ended = ended(command("{\"kind\":\"heap-dump\"}"));
    if (failed(ended)) {
      return Cell.no(ended.get("message").asText());
    }
    String dump = ended.get("result").get("heapDump").asText();
    eventually(
        "the dump is analysed",
        PATIENCE,
        () -> api().json("/api/v1/heap-dumps/" + dump),
        one -> one.get("state").asText().equals("done"));
    JsonNode kept =
        api()
            .json("/api/v1/heap-dumps/" + dump + "/histogram?filter=Everything$Kept")
            .get("histogram")
            .get(0);
    assertThat(kept.get("count").asLong()).as("objects dumped").isEqualTo(Everything.KEPT);
    return Cell.YES;
  }

  private void putLedger() {
    JsonNode ended = ended(command("{\"kind\":\"memory-ledger\",\"arguments\":{\"malloc\":true}}"));
    String message = ended.get("message").asText();
    boolean read = !failed(ended);
    cells.put("`memory-ledger`", read ? Cell.YES : Cell.no(message));
    boolean asked = ended.at("/result/malloc/freeBytes").asLong() > 0;
    cells.put(
        "`memory-ledger` with `malloc`",
        asked ? Cell.YES : Cell.no(message.substring(message.indexOf("; ") + 2)));
  }

  private void putEvents() {
    cells.put("event `cpu`", always("cpu", RECORDED + ".sleepsAndSpins"));
    cells.put("event `alloc`", always("alloc", SUBJECT + ".allocates"));
    cells.put("event `lock`", always("lock", RECORDED + ".waits"));
    cells.put("event `wall`", onCommand("wall", RECORDED + ".sleeps"));
    cells.put("event `live`", onCommand("live", SUBJECT + ".allocates"));
    cells.put("event `nativemem`", onCommand("nativemem", SUBJECT + ".keepsNative"));
    cells.put("event `threadstart`", onCommand("threadstart", TAKES + ".startsThread"));
    cells.put("event `classload`", onCommand("classload", TAKES + ".loadsClass"));
    cells.put("event `filemap`", onCommand("filemap", TAKES + ".mapsFile"));
  }

  /** The first span of a profile, of ten seconds, has all three of them. */
  private Cell always(String event, String method) {
    JsonNode feature = feature(event + "-profile");
    if (isOff(feature)) {
      return Cell.no(reason(feature));
    }
    awaitProfile(event, method);
    return reason(feature).startsWith("by ") ? Cell.inPart(reason(feature)) : Cell.YES;
  }

  private Cell onCommand(String event, String method) {
    JsonNode ended =
        ended(
            command(
                "{\"kind\":\"profile\",\"arguments\":{\"event\":\""
                    + event
                    + "\",\"seconds\":3}}"));
    if (failed(ended)) {
      return Cell.no(ended.get("message").asText());
    }
    awaitProfile(event, method);
    return Cell.YES;
  }

  private Collapsed awaitProfile(String event, String method) {
    return eventually(
        event + " of " + method,
        PATIENCE,
        () -> api().collapsed(id, event, ""),
        profile -> profile.under(method) > 0);
  }

  /**
   * What the agent says that profiles lack of virtual threads, is missing there, and nothing else.
   */
  private void putVirtualThreads(boolean areThere) {
    for (String event : List.of("cpu", "alloc", "lock", "wall")) {
      boolean isSampled = cells.get("event `" + event + "`").note().isEmpty();
      String row = "virtual threads in `" + event + "`";
      cells.put(row, areThere && isSampled ? virtualThreads(event) : Cell.NOTHING_THERE);
    }
  }

  private Cell virtualThreads(String event) {
    String said =
        switch (event) {
          case "wall" ->
              notes(event).contains(sentence(VirtualThreads.WALL)) ? VirtualThreads.WALL : "";
          case "lock" -> said(event, VirtualThreads.WAITS);
          default -> said(event, VirtualThreads.STACKS);
        };
    boolean isWhole;
    if (event.equals("lock")) {
      isWhole = awaitProfile(event, SUBJECT + ".locks").under(SUBJECT + ".locksVirtually") > 0;
    } else {
      // most: the way to the first wait was on the stack before it was cut
      Collapsed profile = awaitProfile(event, SUBJECT + ".inner");
      isWhole = profile.under(SUBJECT + ".outer") > profile.under(SUBJECT + ".inner") / 2;
    }
    assertThat(isWhole)
        .as("%s of virtual threads; said: '%s'", event, said)
        .isEqualTo(said.isEmpty());
    return isWhole ? Cell.YES : Cell.inPart(said);
  }

  /** The sentence, if it is what the agent says of this event, else nothing. */
  private String said(String event, String sentence) {
    return reason(feature(event + "-profile")).contains(sentence) ? sentence : "";
  }

  private String notes(String event) {
    return api().json("/api/v1/jvms/" + id + "/profile?event=" + event).get("notes").toString();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private void putSeries() throws IOException {
    Map<String, Set<String>> documented = SeriesDocs.read().byFeature();
    Set<String> every = new TreeSet<>();
    documented.values().forEach(every::addAll);
    Set<String> sent =
        eventually(
            "every series, or some of each feature that is on and so many readings",
            LONG_PATIENCE,
            this::sent,
            names ->
                names.containsAll(every)
                    || (readings() >= READINGS && everyFeatureThatIsOn(documented, names)));
    documented.forEach(
        (feature, names) -> {
          String row = feature.equals("none") ? "series of items" : "series of `" + feature + "`";
          cells.put(row, series(feature, names, sent));
        });
  }

  /** Whether each of them sent something. */
  private boolean everyFeatureThatIsOn(Map<String, Set<String>> documented, Set<String> sent) {
    for (JsonNode feature : features(id)) {
      Set<String> names = documented.getOrDefault(feature.get("name").asText(), Set.of());
      if (!isOff(feature) && !names.isEmpty() && names.stream().noneMatch(sent::contains)) {
        return false;
      }
    }
    return true;
  }

  private Cell series(String feature, Set<String> names, Set<String> sent) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(sent);
    if (missing.isEmpty()) {
      return Cell.YES;
    }
    String without = "without `" + String.join("`, `", missing) + "`";
    return missing.size() < names.size()
        ? Cell.inPart(without)
        : Cell.no(feature.equals("none") ? without : reason(feature(feature)));
  }

  private Set<String> sent() {
    Set<String> names = new TreeSet<>();
    for (JsonNode series : api().json("/api/v1/jvms/" + id + "/series").get("series")) {
      names.add(series.get("name").asText());
    }
    return names;
  }

  private int readings() {
    return api().times(id, "process.uptime").size();
  }

  private void assertDetaches(Forked jvm) {
    Cli.Result result = Cli.diag("detach", jvm.pid());
    assertThat(result.exitCode()).as(result.err()).isZero();
    eventually(
        "no thread of the agent is left",
        PATIENCE,
        () -> ThreadNames.of(jvm.pid()),
        names -> names.stream().noneMatch(name -> name.startsWith("diag-")));
    assertThat(jvm.isAlive()).isTrue();
  }

  /** On, off or failed, by feature, once all have begun. */
  private Map<String, String> states(String ofJvm) {
    Map<String, String> states = new TreeMap<>();
    eventually(
            "every feature has begun",
            PATIENCE,
            () -> features(ofJvm),
            all -> all.size() > 5 && !all.toString().contains("not started yet"))
        .forEach(one -> states.put(one.get("name").asText(), one.get("state").asText()));
    return states;
  }

  private JsonNode feature(String name) {
    for (JsonNode feature : features(id)) {
      if (feature.get("name").asText().equals(name)) {
        return feature;
      }
    }
    throw new AssertionError("no feature " + name + " in " + features(id));
  }

  private JsonNode features(String ofJvm) {
    return api().json("/api/v1/jvms/" + ofJvm).get("features");
  }

  private static boolean isOff(JsonNode feature) {
    return feature.get("state").asText().equals("off");
  }

  private static String reason(JsonNode feature) {
    return feature.path("reason").asText("");
  }

  private String command(String body) {
    return api().post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
  }

  private JsonNode ended(String command) {
    return eventually(
        "the command has ended",
        PATIENCE,
        () -> api().json("/api/v1/commands/" + command),
        answer -> List.of("done", "failed").contains(answer.get("state").asText()));
  }

  private static boolean failed(JsonNode command) {
    return command.get("state").asText().equals("failed");
  }

  private Api api() {
    return collector.api();
  }
}
