package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Resting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a JVM at rest agrees with what it was told to do, and with the kernel. */
class RestingSeriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final Map<Integer, Forked> JVMS = new ConcurrentHashMap<>();

  /** What the kernel counts CPU time in, as it tells it. */
  private static final double TICK_SECONDS = 0.01;

  @BeforeAll
  static void startEveryJvm() {
    String agent = "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
    List<String> options = List.of("-Xmx512m", "-XX:+UseG1GC", agent);
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature)
          .ifPresent(jdk -> JVMS.put(feature, Forked.target(jdk, options, Resting.class)));
    }
    JVMS.values().forEach(jvm -> jvm.awaitLine("ready"));
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Forked::close);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void everyPoolOfTheJvmIsThereByItsName(int feature) {
    Set<String> names = new TreeSet<>();
    for (JsonNode series : api().series(id(feature), "jvm.memory.used")) {
      String name = series.get("labels").get("jvm.memory.pool.name").asText();
      names.add(name);
      assertThat(last(series)).as(name).isGreaterThanOrEqualTo(0);
    }
    assertThat(names)
        .contains(
            "CodeHeap 'non-nmethods'",
            "CodeHeap 'non-profiled nmethods'",
            "CodeHeap 'profiled nmethods'",
            "Compressed Class Space",
            "G1 Eden Space",
            "G1 Old Gen",
            "G1 Survivor Space",
            "Metaspace");
  }

  /** What else is live, of the JDK and of the agent, is some 3 MB. */
  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theLiveSetIsWhatTheApplicationKeeps(int feature) {
    String id = id(feature);
    double live =
        eventually(
            "a reading after the collection",
            PATIENCE,
            () ->
                api().series(id, "jvm.memory.used_after_last_gc").stream()
                    .mapToDouble(RestingSeriesIT::last)
                    .sum(),
            bytes -> bytes >= Resting.KEPT_BYTES);
    assertThat(live).isCloseTo(Resting.KEPT_BYTES, within(0.05 * Resting.KEPT_BYTES));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void cpuTimeIsThatOfTheKernel(int feature) {
    String id = id(feature);
    long pid = JVMS.get(feature).pid();
    eventually(
        "CPU time within 2 %, or within the ticks since it was read",
        PATIENCE,
        () -> new double[] {api().last(id, "jvm.cpu.time", null), cpuSeconds(pid)},
        seen -> Math.abs(seen[0] - seen[1]) <= Math.max(0.02 * seen[1], 5 * TICK_SECONDS));
    assertThat(api().last(id, "jvm.cpu.time", null)).isGreaterThan(2);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void thePartsOfTheResidentSetAreTheWhole(int feature) {
    String id = id(feature);
    Map<Long, Double> whole = values(id, "diag.process.rss");
    Map<Long, Double> parts = new TreeMap<>();
    for (String part : List.of("anon", "file", "shmem")) {
      values(id, "diag.process.rss." + part)
          .forEach((time, bytes) -> parts.merge(time, bytes, Double::sum));
    }
    assertThat(whole).isNotEmpty();
    whole.forEach((time, bytes) -> assertThat(parts).containsEntry(time, bytes));
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void uptimeIsTheTimeSinceTheStart(int feature) {
    String id = id(feature);
    long started = api().json("/api/v1/jvms/" + id).get("startedAt").asLong();
    Map<Long, Double> uptimes = values(id, "process.uptime");
    assertThat(uptimes).isNotEmpty();
    uptimes.forEach(
        (time, seconds) -> assertThat(seconds).isCloseTo((time - started) / 1e3, within(1.0)));
  }

  /** The series with one reading at least. */
  private static String id(int feature) {
    Jdks.orSkip(feature);
    String id = api().awaitJvm(JVMS.get(feature).pid(), "live").get("id").asText();
    eventually(
        "a reading", PATIENCE, () -> api().series(id, "diag.process.rss"), s -> s.size() > 0);
    return id;
  }

  private static Map<Long, Double> values(String id, String name) {
    Map<Long, Double> values = new TreeMap<>();
    api()
        .series(id, name)
        .get(0)
        .get("points")
        .forEach(point -> values.put(point.get(0).asLong(), point.get(1).asDouble()));
    return values;
  }

  private static double last(JsonNode series) {
    JsonNode points = series.get("points");
    return points.get(points.size() - 1).get(1).asDouble();
  }

  /** User and system, the fourteenth and fifteenth field; the second may hold spaces. */
  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_SECONDS;
  }

  private static Api api() {
    return COLLECTOR.api();
  }
}
