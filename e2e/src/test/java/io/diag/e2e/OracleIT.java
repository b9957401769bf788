package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.Collapsed;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the collector tells of an application of which everything is known. */
class OracleIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String A = "io.diag.e2e.subject.Oracle.a";
  private static final String B = "io.diag.e2e.subject.Oracle.b";

  /**
   * Some 100 turns through a and b. Each turn is off by one sample at most, so the share's standard
   * error is near sqrt(100) / 1500, or 0.7 %, and the last turn, cut short, adds less than 1 %.
   */
  private static final long ENOUGH_SAMPLES = 1_500;

  private static final List<String> FEATURES =
      List.of(
          "cpu-profile",
          "alloc-profile",
          "lock-profile",
          "gc",
          "safepoints",
          "thread-states",
          "classes",
          "compiler",
          "allocation",
          "uptime",
          "fds",
          "machine-cpu",
          "load",
          "agent-account",
          "budget",
          "memory-pools",
          "buffer-pools",
          "threads",
          "commands",
          "rss",
          "memory-ledger",
          "netty-memory",
          "cgroup",
          "process-cpu",
          "deadlocks");

  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Map<String, Forked> JVMS = new ConcurrentHashMap<>();

  /** All of them at once: a profile counts CPU time, so they may share the cores. */
  @BeforeAll
  static void startEveryJvm() {
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(
              jdk -> {
                for (Jdks.Way way : Jdks.Way.values()) {
                  JVMS.put(feature + " " + way, start(jdk, way));
                }
              });
    }
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Forked::close);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void threePartsOfFourAreSpentUnderA(int feature, Jdks.Way way) {
    String id = id(jvm(feature, way));
    Collapsed profile =
        eventually(
            ENOUGH_SAMPLES + " samples in a and b",
            PATIENCE,
            () -> api().profile(id),
            seen -> seen.under(A) + seen.under(B) >= ENOUGH_SAMPLES);
    double both = profile.under(A) + profile.under(B);
    assertThat(100 * profile.under(A) / both).isCloseTo(75, within(3.0));
    assertThat(both / profile.total()).as("the rest is little").isGreaterThan(0.9);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void theDirectBufferIsSeenToTheByte(int feature, Jdks.Way way) {
    String id = id(jvm(feature, way));
    eventually(
        "direct buffers are " + Oracle.DIRECT_BYTES + " bytes",
        PATIENCE,
        () -> api().last(id, "jvm.buffer.memory.used", "direct"),
        bytes -> bytes == Oracle.DIRECT_BYTES);
    assertThat(api().last(id, "jvm.buffer.count", "direct")).isEqualTo(1);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void theThirteenThreadsAndMainAreCounted(int feature, Jdks.Way way) {
    String id = id(jvm(feature, way));
    double threads =
        eventually(
            "threads are counted",
            PATIENCE,
            () -> api().last(id, "jvm.thread.count", "\"false\""),
            count -> true);
    assertThat(threads).isEqualTo(Oracle.THREADS + 1);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void residentMemoryIsThatOfTheKernel(int feature, Jdks.Way way) {
    Forked jvm = jvm(feature, way);
    String id = id(jvm);
    eventually(
        "RSS within 2 % of /proc",
        PATIENCE,
        () -> api().last(id, "diag.process.rss", null) / rssBytes(jvm.pid()),
        ratio -> Math.abs(ratio - 1) <= 0.02);
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void readingsComeEveryFiveSecondsWithoutGapsOrRepeats(int feature, Jdks.Way way) {
    String id = id(jvm(feature, way));
    List<Long> times =
        eventually(
            "six readings",
            PATIENCE,
            () -> api().times(id, "diag.process.rss"),
            seen -> seen.size() > 5);
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(4_000L, 7_000L);
    }
  }

  @ParameterizedTest(name = "JDK {0} {1}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRunAndWay")
  void everyFeatureIsOnAndTheJvmIsDescribed(int feature, Jdks.Way way) {
    Forked jvm = jvm(feature, way);
    JsonNode detail = api().json("/api/v1/jvms/" + id(jvm));
    assertThat(detail.get("service").asText()).isEqualTo("oracle");
    assertThat(detail.get("labels").get("way").asText()).isEqualTo(way.name());
    assertThat(detail.get("jdk").asText()).startsWith(Integer.toString(feature));
    assertThat(detail.get("cpus").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
    eventually(
        "every feature is on",
        PATIENCE,
        () -> api().json("/api/v1/jvms/" + id(jvm)).get("features"),
        features -> {
          List<String> names = new ArrayList<>();
          Set<String> states = new HashSet<>();
          features.forEach(one -> names.add(one.get("name").asText()));
          features.forEach(one -> states.add(one.get("state").asText()));
          return names.containsAll(FEATURES) && states.equals(Set.of("on"));
        });
  }

  private static Forked start(Jdk jdk, Jdks.Way way) {
    String options =
        "collector=" + COLLECTOR.address() + ",service=oracle,labels=way:" + way.name();
    List<String> jvmOptions = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
    if (way == Jdks.Way.STATIC) {
      jvmOptions.add("-javaagent:" + Artifacts.agent() + "=" + options);
    }
    Forked jvm = Forked.target(jdk, jvmOptions, Oracle.class);
    jvm.awaitLine("ready");
    if (way == Jdks.Way.ATTACHED) {
      assertThat(Cli.diag("attach", jvm.pid(), options).exitCode()).isZero();
    }
    return jvm;
  }

  private static Forked jvm(int feature, Jdks.Way way) {
    Jdks.orSkip(feature);
    return JVMS.get(feature + " " + way);
  }

  private static String id(Forked jvm) {
    return api().awaitJvm(jvm.pid(), "live").get("id").asText();
  }

  private static Api api() {
    return COLLECTOR.api();
  }

  private static double rssBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return 1024.0 * Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    throw new IOException("no VmRSS");
  }
}
