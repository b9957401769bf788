package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Surging;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sampler's limits left out when an application became busy all at once. */
class SkippedSamplesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUBJECT = Surging.class.getName();
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Map<String, Surged> JVMS = new LinkedHashMap<>();

  /** One JVM for each, since what is left out is counted over all events. */
  @BeforeAll
  static void haveEveryJvmSurge() {
    for (int feature : Jdks.everyRun().toList()) {
      for (String event : List.of("alloc", "lock")) {
        Jdk.find(feature).ifPresent(jdk -> JVMS.put(event + " " + feature, new Surged(jdk, event)));
      }
    }
    JVMS.values().forEach(Surged::awaitIdle);
    JVMS.values().forEach(jvm -> jvm.process.say(jvm.event));
    JVMS.values().forEach(Surged::did);
    JVMS.values().forEach(Surged::awaitSpanUntilNow);
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(jvm -> jvm.process.close());
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void allocatedBytesAreScaledUpToWhatTheyWere(int feature) {
    Surged jvm = surged("alloc", feature);
    JsonNode profile = jvm.profile();
    assertThat(profile.at("/skipped/samples").asLong()).isPositive();
    assertThat(profile.at("/skipped/share").asDouble()).isBetween(0.1, 1.0);
    assertThat(profile.at("/skipped/scaled").asBoolean()).isTrue();
    assertThat(profile.get("notes").toString())
        .contains(" of the samples that were due, of all events together, were left out")
        .contains("values are scaled up to the true amount");
    assertThat(jvm.told("$Crate[]")).isCloseTo(jvm.did(), withinPercentage(5));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void timeSpentWaitingForLocksIsNotScaledAndThatIsSaid(int feature) {
    Surged jvm = surged("lock", feature);
    JsonNode profile = jvm.profile();
    assertThat(profile.at("/skipped/samples").asLong()).isPositive();
    assertThat(profile.at("/skipped/scaled").asBoolean(true)).isFalse();
    assertThat(profile.get("notes").toString())
        .contains(" of the samples that were due, of all events together, were left out")
        .contains("values are not scaled, since nobody knows how much there was");
    assertThat(jvm.told("$Gate")).as("a part of what they waited").isBetween(1L, jvm.did() / 2);
  }

  private static Surged surged(String event, int feature) {
    Jdks.orSkip(feature);
    return JVMS.get(event + " " + feature);
  }

  /** One JVM, and what it said it did. */
  private static final class Surged {
    private final Forked process;
    private final String event;
    private final String id;

    Surged(Jdk jdk, String event) {
      this.event = event;
      String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
      process = Forked.listening(jdk, List.of("-Xmx256m", agent), Surging.class);
      process.awaitLine("ready");
      id = COLLECTOR.api().awaitJvm(process.pid(), "live").get("id").asText();
    }

    JsonNode profile() {
      return COLLECTOR.api().json("/api/v1/jvms/" + id + "/profile?event=" + event);
    }

    /** What the profile says of one class of the subject. */
    long told(String className) {
      return COLLECTOR.api().collapsed(id, event, "").under(SUBJECT + className);
    }

    long did() {
      return Long.parseLong(process.awaitLine(event + " ").substring(event.length() + 1).trim());
    }

    /** Until the sampler has seen that there is nothing to do, and samples as densely as ever. */
    void awaitIdle() {
      eventually("a first span", PATIENCE, () -> profile().get("coverage"), all -> all.size() > 0);
    }

    /** While somebody asks, one comes every ten seconds. */
    void awaitSpanUntilNow() {
      long now = System.currentTimeMillis();
      eventually(
          "a span that ends later",
          PATIENCE,
          () -> profile().get("coverage"),
          all -> all.get(all.size() - 1).get("to").asLong() >= now);
    }
  }
}
