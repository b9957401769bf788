package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the collector tells of each event of an application that did a known amount of it. All JVMs
 * are asked at once, one event after the other.
 */
class ProfileEventsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SUBJECT = "io.diag.e2e.subject.Measured.";
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Map<Integer, Asked> JVMS = new LinkedHashMap<>();

  @BeforeAll
  static void haveEveryJvmDoItsWork() {
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature).ifPresent(jdk -> JVMS.put(feature, new Asked(jdk)));
    }
    List<Asked> all = new ArrayList<>(JVMS.values());
    all.forEach(jvm -> jvm.does("alloc"));
    all.forEach(jvm -> jvm.does("lock"));
    all.forEach(jvm -> jvm.did("lock"));
    for (String[] order :
        new String[][] {{"wall", "wall"}, {"nativemem", "native"}, {"live", "live"}}) {
      all.forEach(jvm -> jvm.order(order[0], order[0].equals("wall") ? 22 : 8));
      all.forEach(Asked::awaitBegun);
      all.forEach(jvm -> jvm.does(order[1]));
      all.forEach(jvm -> jvm.did(order[1]));
      all.forEach(jvm -> jvm.awaitDone(order[0]));
    }
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(jvm -> jvm.process.close());
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void allocatedBytesOfAClassAreTold(int feature) {
    Asked jvm = asked(feature);
    long parcels = (long) Measured.PARCELS * Measured.PARCEL_BYTES;
    Collapsed profile =
        jvm.awaitProfile("alloc", "&to=" + jvm.ordersFrom, SUBJECT + "alloc", parcels * 95 / 100);
    assertThat(profile.under(SUBJECT + "alloc")).isCloseTo(parcels, withinPercentage(5));
    assertThat(profile.stacks().keySet()).anyMatch(stack -> stack.contains("Measured$Parcel"));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void timeSpentWaitingForALockIsTold(int feature) {
    Asked jvm = asked(feature);
    long waited = jvm.did("lock");
    Collapsed profile = jvm.awaitProfile("lock", "", SUBJECT + "awaited", waited * 9 / 10);
    assertThat(profile.under(SUBJECT + "awaited")).isCloseTo(waited, withinPercentage(10));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theShareOfTimeAsleepIsTold(int feature) {
    Asked jvm = asked(feature);
    Collapsed profile = jvm.profile("wall", jvm.range("wall"));
    double nap = profile.under(SUBJECT + "nap");
    double burn = profile.under(SUBJECT + "burn");
    assertThat(nap / (nap + burn)).isCloseTo(jvm.did("wall") / 1000.0, within(0.04));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void nativeMemoryThatWasNotGivenBackIsTold(int feature) {
    Asked jvm = asked(feature);
    Collapsed profile = jvm.profile("nativemem", jvm.range("nativemem"));
    assertThat(profile.under(SUBJECT + "nativeMemory"))
        .isCloseTo(jvm.did("native"), withinPercentage(5));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void objectsStillReachableAreTold(int feature) {
    Asked jvm = asked(feature);
    Collapsed profile = jvm.profile("live", jvm.range("live"));
    assertThat(profile.under(SUBJECT + "live")).isCloseTo(jvm.did("live"), withinPercentage(5));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whereTheSamplingChangedTheProfileSaysWhy(int feature) {
    Asked jvm = asked(feature);
    List<String> seams = new ArrayList<>();
    api()
        .json("/api/v1/jvms/" + jvm.id + "/profile?event=cpu")
        .get("coverage")
        .forEach(span -> seams.add(span.path("seam").asText()));
    assertThat(seams)
        .contains("profiling began", "wall for 22 s, by command", "live for 8 s, by command")
        .anyMatch(seam -> seam.startsWith("wall ended after"));
  }

  private static Asked asked(int feature) {
    Jdks.orSkip(feature);
    return JVMS.get(feature);
  }

  private static Api api() {
    return COLLECTOR.api();
  }

  /** One JVM, what it said it did, and when its commands ran. */
  private static final class Asked {
    private final Forked process;
    private final String id;
    private final Map<String, Long> did = new LinkedHashMap<>();
    private final Map<String, JsonNode> results = new LinkedHashMap<>();
    private String command;
    private long ordersFrom;

    Asked(Jdk jdk) {
      process =
          Forked.listening(
              jdk,
              List.of(
                  "-Xmx512m",
                  "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address()),
              Measured.class);
      id = api().awaitJvm(process.pid(), "live").get("id").asText();
      eventually(
          "profiling is on",
          PATIENCE,
          () -> api().json("/api/v1/jvms/" + id).get("features").toString(),
          features -> features.contains("{\"name\":\"alloc-profile\",\"state\":\"on\""));
    }

    void does(String what) {
      process.say(what);
    }

    long did(String what) {
      return did.computeIfAbsent(
          what,
          key -> Long.parseLong(process.awaitLine(key + " ").substring(key.length() + 1).trim()));
    }

    void order(String event, int seconds) {
      ordersFrom = ordersFrom == 0 ? System.currentTimeMillis() : ordersFrom;
      String body =
          "{\"kind\":\"profile\",\"arguments\":{\"event\":\""
              + event
              + "\",\"seconds\":"
              + seconds
              + "}}";
      command = api().post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
    }

    void awaitBegun() {
      eventually(
          "the command has begun",
          PATIENCE,
          () -> api().json("/api/v1/commands/" + command),
          one -> one.path("progress").asDouble() > 0.05);
    }

    void awaitDone(String event) {
      JsonNode done =
          eventually(
              event + " is done",
              PATIENCE,
              () -> api().json("/api/v1/commands/" + command),
              one -> one.get("state").asText().equals("done"));
      results.put(event, done.get("result"));
    }

    String range(String event) {
      JsonNode result = results.get(event);
      return "&from=" + result.get("from").asLong() + "&to=" + result.get("to").asLong();
    }

    Collapsed profile(String event, String range) {
      return api().collapsed(id, event, range);
    }

    Collapsed awaitProfile(String event, String range, String frame, long atLeast) {
      return eventually(
          event + " of at least " + atLeast,
          PATIENCE,
          () -> profile(event, range),
          profile -> profile.under(frame) >= atLeast);
    }
  }
}
