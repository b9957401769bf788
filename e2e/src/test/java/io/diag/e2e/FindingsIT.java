package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Brimful;
import io.diag.e2e.subject.Embrace;
import io.diag.e2e.subject.Idle;
import io.diag.e2e.subject.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sick JVMs of which is known what ails them, and healthy ones. */
@Tag("waits")
class FindingsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Map<String, Forked> JVMS = new ConcurrentHashMap<>();
  @TempDir private static Path keys;
  private static CollectorProcess collector;

  /** All that take their time at once. */
  @BeforeAll
  static void startEveryJvm() {
    collector = CollectorProcess.start();
    JVMS.put("full", start(Jdk.own(), Brimful.class, "-XX:+UseSerialGC", "-Xmx96m", "92"));
    JVMS.put("busy", start(Jdk.own(), Oracle.class, "-XX:+UseG1GC", "-Xmx64m"));
    JVMS.put("killed", start(Jdk.own(), Idle.class, "-Xmx32m"));
    JVMS.put("ended", start(Jdk.own(), Idle.class, "-Xmx32m"));
    for (String name : List.of("killed", "ended")) {
      api().awaitJvm(JVMS.get(name).pid(), "live");
    }
    JVMS.get("killed").kill();
    JVMS.get("ended").terminate();
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(
              jdk ->
                  JVMS.put(
                      "embrace " + feature,
                      start(jdk, Embrace.class, "-Xmx32m", key(feature).toString())));
    }
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Forked::close);
    collector.close();
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void bothCirclesAreNamedWithinThirtySecondsAndTheFreedOneCloses(int feature) throws IOException {
    Jdks.orSkip(feature);
    String id = id("embrace " + feature);
    List<JsonNode> circles =
        eventually("two circles", SOON, () -> findings(id, "open"), found -> found.size() == 2);
    long started = api().json("/api/v1/jvms/" + id).get("startedAt").asLong();
    for (JsonNode circle : circles) {
      assertThat(circle.get("changedAt").asLong() - started).isLessThan(SOON.toMillis());
    }
    JsonNode two = ofThreads(circles, Set.of("booker", "auditor"));
    assertThat(two.get("rule").asText()).isEqualTo("deadlock");
    assertThat(two.get("severity").asText()).isEqualTo("critical");
    assertThat(two.get("confidence").asText()).isEqualTo("certain");
    assertThat(two.get("summary").asText())
        .contains("'booker' waits for io.diag.e2e.subject.Embrace$Journal@")
        .contains("held by 'auditor'")
        .contains("'auditor' waits for io.diag.e2e.subject.Embrace$Ledger@")
        .contains("held by 'booker'");
    for (JsonNode thread : threads(two)) {
      assertThat(thread.get("stack").get(0).asText())
          .startsWith("io.diag.e2e.subject.Embrace.enter(Embrace.java:");
    }
    JsonNode three = ofThreads(circles, Set.of("ring-1", "ring-2", "ring-3"));
    for (JsonNode thread : threads(three)) {
      if (thread.get("name").asText().equals("ring-2")) {
        assertThat(thread.get("waitsFor").asText())
            .startsWith("java.util.concurrent.locks.ReentrantLock");
        assertThat(thread.get("heldBy").asText()).isEqualTo("ring-3");
      }
    }
    Files.createFile(key(feature));
    String freed = three.get("id").asText();
    eventually(
        "the freed circle is closed",
        SOON,
        () -> api().json("/api/v1/findings/" + freed).get("state").asText(),
        "closed"::equals);
    assertThat(api().json("/api/v1/findings/" + two.get("id").asText()).get("state").asText())
        .isEqualTo("open");
  }

  @Test
  void aFullHeapAndItsCollectionsAreFound() {
    String id = id("full");
    Set<String> rules =
        eventually(
            "heap-near-max and gc-overhead",
            PATIENCE,
            () -> rules(findings(id, "open")),
            found -> found.containsAll(Set.of("gc-overhead", "heap-near-max")));
    assertThat(rules)
        .isSubsetOf(
            "gc-overhead", "heap-near-max", "heap-leak", "limit-forecast", "agent-over-budget");
    JsonNode detail = api().json("/api/v1/jvms/" + id).get("findings");
    assertThat(detail.get("critical").asInt() + detail.get("warning").asInt())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void aKilledJvmIsLostAndOneThatEndedIsNot() {
    String killed = id("killed");
    JsonNode lost =
        eventually(
                "the killed JVM is lost",
                PATIENCE,
                () -> findings(killed, "open"),
                found -> rules(found).contains("jvm-lost"))
            .get(0);
    long heard = api().json("/api/v1/jvms/" + killed).get("lastSeenAt").asLong();
    assertThat(lost.get("since").asLong()).isBetween(heard, heard + 10_000);
    assertThat(lost.get("summary").asText()).contains("pid " + JVMS.get("killed").pid());
    assertThat(findings(id("ended"), "all")).isEmpty();
  }

  @Test
  void aHealthyBusyJvmHasNone() {
    String id = id("busy");
    eventually(
        "long enough to have been judged by every rule",
        PATIENCE,
        () -> api().times(id, "diag.jvm.gc.count"),
        times -> times.get(times.size() - 1) - times.get(0) > 150_000);
    assertThat(rules(findings(id, "all"))).isEmpty();
  }

  /** The file that frees the three of this JDK. */
  private static Path key(int feature) {
    return keys.resolve("embrace-" + feature);
  }

  private static Forked start(Jdk jdk, Class<?> main, String... options) {
    List<String> jvmOptions = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (String option : options) {
      (option.startsWith("-") ? jvmOptions : arguments).add(option);
    }
    jvmOptions.add("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address());
    Forked jvm = Forked.target(jdk, jvmOptions, main, arguments.toArray(new String[0]));
    jvm.awaitLine("ready");
    return jvm;
  }

  private static List<JsonNode> findings(String jvmId, String state) {
    List<JsonNode> findings = new ArrayList<>();
    api()
        .json("/api/v1/findings?jvm=" + jvmId + "&state=" + state)
        .get("findings")
        .forEach(findings::add);
    return findings;
  }

  private static Set<String> rules(List<JsonNode> findings) {
    Set<String> rules = new TreeSet<>();
    findings.forEach(finding -> rules.add(finding.get("rule").asText()));
    return rules;
  }

  private static List<JsonNode> threads(JsonNode finding) {
    List<JsonNode> threads = new ArrayList<>();
    finding.get("evidence").get(0).get("threads").forEach(threads::add);
    return threads;
  }

  private static JsonNode ofThreads(List<JsonNode> findings, Set<String> names) {
    for (JsonNode finding : findings) {
      Set<String> seen = new TreeSet<>();
      threads(finding).forEach(thread -> seen.add(thread.get("name").asText()));
      if (seen.equals(names)) {
        return finding;
      }
    }
    throw new AssertionError("no circle of " + names + " in " + findings);
  }

  private static String id(String name) {
    long pid = JVMS.get(name).pid();
    return eventually(
        "JVM " + name, SOON, () -> api().jvm(pid).orElseThrow().get("id").asText(), id -> true);
  }

  private static Api api() {
    return collector.api();
  }
}
