package io.diag.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Eventually;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Leak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real JVMs that leak one kind of memory at 8 MB a second: the kind is named as likely within two
 * minutes, then the code that takes it, and no other kind is named for sure. All of a group leak at
 * once. With {@code -Ddiag.all} each kind on each JDK, until it is sure, within four minutes.
 */
@Tag("waits")
class MemoryLeaksIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final boolean ALL = Boolean.getBoolean("diag.all");
  private static final int KIB_PER_SECOND = 8 << 10;

  /** A JVM takes some seconds to start to leak, and the collector looks every ten. */
  private static final long LIKELY_SECONDS = 120 + 20;

  private static final long SURE_SECONDS = 240 + 20;

  /** Of code, which leaks at an eighth of the rate and is worth a word sooner. */
  private static final long SLOW_LIKELY_SECONDS = 200;

  /**
   * It is recorded for 30 s, and read with the chunk after it; of several at once a few a round.
   */
  private static final long CODE_SECONDS = 100;

  private static final Set<String> SERIOUS = Set.of("warning", "critical");

  /** So many leak at once; each takes a gibibyte in two minutes. */
  private static final int GROUP = 4;

  /** A program that leaks, on a JDK. */
  private record Case(int jdk, Leak leak) {
    @Override
    public String toString() {
      return leak + " on " + jdk;
    }
  }

  /** One of them while it runs. */
  private static final class Patient {
    private final Case sick;
    private final Forked jvm;
    private final String id;
    private final long startedAt;
    private final Map<String, Long> likelyAfterSeconds = new TreeMap<>();
    private final Map<String, Long> sureAfterSeconds = new TreeMap<>();
    private final Set<String> withCode = new TreeSet<>();
    private JsonNode findings;
    private boolean done;

    Patient(Case sick, Forked jvm) {
      this.sick = sick;
      this.jvm = jvm;
      JsonNode known = api().awaitJvm(jvm.pid(), "live");
      id = known.get("id").asText();
      startedAt = known.get("startedAt").asLong();
    }

    long likelySeconds() {
      return sick.leak == Leak.CODE ? SLOW_LIKELY_SECONDS : LIKELY_SECONDS;
    }

    /** Code is not: the compiler keeps no steady pace, and what is not steady may be a cache. */
    boolean isToBeSure() {
      return ALL && sick.leak != Leak.CODE;
    }

    /** Keeps when it was named first; true once all is known, and then its JVM is ended. */
    boolean look() {
      if (done) {
        return true;
      }
      long now = (System.currentTimeMillis() - startedAt) / 1_000;
      findings = api().json("/api/v1/findings?jvm=" + id).get("findings");
      for (JsonNode finding : findings) {
        String rule = finding.get("rule").asText();
        likelyAfterSeconds.putIfAbsent(rule, now);
        if (SERIOUS.contains(finding.get("severity").asText())) {
          sureAfterSeconds.putIfAbsent(rule, now);
        }
        if (evidence(finding, "stack") != null) {
          withCode.add(rule);
        }
      }
      List<String> rules = sick.leak.rules();
      Map<String, Long> named = isToBeSure() ? sureAfterSeconds : likelyAfterSeconds;
      long last = isToBeSure() ? SURE_SECONDS : likelySeconds();
      for (String rule : rules) {
        last =
            Math.max(last, likelyAfterSeconds.getOrDefault(rule, 0L) + CODE_SECONDS * rules.size());
      }
      boolean told = named.keySet().containsAll(rules) && withCode.containsAll(rules);
      done = now > last || (!rules.isEmpty() && told);
      if (done) {
        jvm.close();
      }
      return done;
    }
  }

  static Stream<Arguments> groups() {
    List<Case> cases = new ArrayList<>();
    if (!ALL) {
      for (Leak leak :
          List.of(Leak.NONE, Leak.DIRECT, Leak.UNSAFE, Leak.MAPPED, Leak.NETTY_41_NO_CLEANER)) {
        cases.add(new Case(17, leak));
      }
      for (Leak leak : List.of(Leak.HEAP, Leak.DIRECT_AND_LOADERS, Leak.THREADS, Leak.NETTY_42)) {
        cases.add(new Case(25, leak));
      }
      return Stream.of(Arguments.of(cases));
    }
    for (int feature : List.of(17, 25)) {
      Arrays.stream(Leak.values()).forEach(leak -> cases.add(new Case(feature, leak)));
    }
    List<Arguments> groups = new ArrayList<>();
    for (int i = 0; i < cases.size(); i += GROUP) {
      groups.add(Arguments.of(cases.subList(i, Math.min(cases.size(), i + GROUP))));
    }
    return groups.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("groups")
  void eachLeakIsNamedByItsKindAndNothingElse(List<Case> cases) {
    List<Patient> patients = new ArrayList<>();
    try {
      for (Case sick : cases) {
        Jdk jdk = Jdks.orSkip(sick.jdk);
        if (sick.leak.isFor(jdk)) {
          List<String> command = sick.leak.command(jdk, KIB_PER_SECOND, agent());
          patients.add(new Patient(sick, Forked.start(command, Map.of())));
        }
      }
      Assumptions.assumeFalse(patients.isEmpty(), cases + " need a newer JDK");
      Eventually.eventually(
          "all are named",
          Duration.ofSeconds(SURE_SECONDS + 2 * CODE_SECONDS + 60),
          () -> patients.stream().filter(patient -> !patient.look()).count(),
          left -> left == 0);
      for (Patient patient : patients) {
        System.out.println(
            patient.sick
                + " was named after (s) "
                + patient.likelyAfterSeconds
                + ", for sure after "
                + patient.sureAfterSeconds);
      }
      patients.forEach(MemoryLeaksIT::assertNamed);
    } finally {
      patients.forEach(patient -> patient.jvm.close());
    }
  }

  private static void assertNamed(Patient patient) {
    String what = patient.sick + ": " + patient.findings;
    for (String rule : patient.sick.leak.rules()) {
      assertThat(patient.likelyAfterSeconds).as(what).containsKey(rule);
      assertThat(patient.likelyAfterSeconds.get(rule))
          .as(what)
          .isLessThanOrEqualTo(patient.likelySeconds());
      if (patient.isToBeSure()) {
        assertThat(patient.sureAfterSeconds).as(what).containsKey(rule);
        assertThat(patient.sureAfterSeconds.get(rule)).as(what).isLessThanOrEqualTo(SURE_SECONDS);
      }
      assertShareAndCode(patient, rule, what);
    }
    if (patient.sick.leak == Leak.NONE) {
      assertHealthy(patient, what);
      return;
    }
    // What grows with it, as loaders do with their classes, may be called likely.
    for (JsonNode finding : patient.findings) {
      String rule = finding.get("rule").asText();
      if (isGrowth(rule) && SERIOUS.contains(finding.get("severity").asText())) {
        assertThat(patient.sick.leak.rules()).as(what).contains(rule);
      }
    }
  }

  /** It takes more than others leak, and it is never said to grow. */
  private static void assertHealthy(Patient patient, String what) {
    JsonNode rss = api().series(patient.id, "diag.process.rss").get(0).get("points");
    assertThat(last(rss.get(rss.size() - 1)) - last(rss.get(0)))
        .as("growth of RSS")
        .isGreaterThan(500 << 20);
    assertThat(patient.likelyAfterSeconds.keySet())
        .as(what)
        .noneMatch(MemoryLeaksIT::isGrowth)
        .doesNotContain("limit-forecast");
  }

  private static boolean isGrowth(String rule) {
    return rule.endsWith("-growth") || rule.equals("heap-leak");
  }

  private static double last(JsonNode point) {
    return point.get(point.size() - 1).asDouble();
  }

  private static void assertShareAndCode(Patient patient, String rule, String what) {
    Leak leak = patient.sick.leak;
    for (JsonNode finding : patient.findings) {
      if (!finding.get("rule").asText().equals(rule)) {
        continue;
      }
      JsonNode stack = evidence(finding, "stack");
      assertThat(stack).as("whose code it is, " + what).isNotNull();
      assertThat(stack.get("method").asText()).as(what).isEqualTo(leak.taker(rule));
      assertThat(stack.get("share").asDouble()).as(what).isGreaterThan(0.5);
      assertThat(finding.get("summary").asText()).contains(stack.get("method").asText());
      if (Leak.holder(rule) != null) {
        assertThat(evidence(finding, "holders").get("rows").findValuesAsText("name"))
            .as(what)
            .anyMatch(name -> name.contains(Leak.holder(rule)));
      }
      if (leak.rules().size() > 1) {
        assertThat(share(finding)).as("of the growth of RSS, " + what).isBetween(0.2, 0.8);
      } else if (leak != Leak.HEAP) { // whose pages were touched before
        assertThat(share(finding)).as("of the growth of RSS, " + what).isGreaterThan(0.4);
      }
    }
  }

  private static double share(JsonNode finding) {
    for (JsonNode one : finding.get("evidence")) {
      if (one.get("label").asText().equals("Share of the growth of RSS")) {
        return one.get("value").asDouble();
      }
    }
    return Double.NaN;
  }

  /** The only one of its kind, or null. */
  private static JsonNode evidence(JsonNode finding, String kind) {
    for (JsonNode one : finding.get("evidence")) {
      if (one.get("kind").asText().equals(kind)) {
        return one;
      }
    }
    return null;
  }

  private static List<String> agent() {
    return List.of("-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address());
  }

  private static Api api() {
    return COLLECTOR.api();
  }
}
