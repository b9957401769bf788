package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Holdings;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The regions of a JVM's memory sum to what the kernel counts as resident, and what an application
 * takes of a kind is in the region of that kind.
 */
@Tag("waits")
class MemoryLedgerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final long MB = 1L << 20;

  /** Without suspicion the second reading comes a minute after the first. */
  private static final long SOON_MILLIS = 45_000;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whatIsTakenIsInItsRegion(int feature, @TempDir Path folder) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path sign = folder.resolve("now");
    List<String> options =
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-Xmn8m",
            "-XX:+UseSerialGC",
            "-XX:PretenureSizeThreshold=1m", // the heap is touched once, and not copied
            agent());
    try (Forked jvm =
        Forked.target(
            jdk, options, Holdings.class, sign.toString(), folder.resolve("mapped").toString())) {
      jvm.awaitLine("ready");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Reading before = awaitReading(id, 0);
      Files.createFile(sign);
      jvm.awaitLine("taken");
      long taken = System.currentTimeMillis();
      Reading after =
          eventually(
              "a reading with all that was taken",
              PATIENCE,
              () -> last(id),
              reading -> reading.timeMillis > taken);
      assertThat(after.timeMillis - taken).as("read sooner, as it grew").isLessThan(SOON_MILLIS);
      assertSumsToResidentSet(id, after);
      assertThat(more(before, after, "direct")).isCloseTo(Holdings.DIRECT_BYTES, within(MB));
      assertThat(more(before, after, "mapped")).isCloseTo(Holdings.MAPPED_BYTES, within(MB));
      // the agent's own objects fill the young generation meanwhile
      assertThat(more(before, after, "heap"))
          .isBetween(Holdings.HEAP_BYTES - MB, Holdings.HEAP_BYTES + 10 * MB);
      assertThat(more(before, after, "netty")).isZero();
      // the JVM takes some 20 KB for each thread, and compiles
      assertThat(more(before, after, "native"))
          .isBetween(Holdings.NATIVE_BYTES - 2 * MB, Holdings.NATIVE_BYTES + 24 * MB);
      assertThat(more(before, after, "stacks"))
          .isBetween(
              Holdings.THREADS * Holdings.STACK_BYTES, Holdings.THREADS * 3 * Holdings.STACK_BYTES);
    }
  }

  @ParameterizedTest(name = "JDK {0} with {1}")
  @CsvSource({"17,G1", "17,Z", "25,G1", "25,Z", "25,Parallel"})
  void theRegionsSumToTheResidentSetWithEveryCollector(int feature, String collector) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = List.of("-Xmx256m", "-XX:+Use" + collector + "GC", agent());
    try (Forked jvm = Forked.target(jdk, options, Idle.class)) {
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Reading reading = awaitReading(id, 0);
      assertSumsToResidentSet(id, reading);
      assertThat(reading.bytes)
          .containsKeys("heap", "metaspace", "code", "stacks", "direct", "netty", "mapped", "files")
          .containsKeys("shared", "native", "unnamed");
      assertThat(reading.bytes.get("heap")).isGreaterThan(MB);
      assertThat(reading.bytes.get("unnamed")).isZero();
      assertThat(COLLECTOR.api().series(id, "diag.nmt.committed")).as("not tracked").isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whatTheJvmTakesForItselfIsToldWhereItIsTracked(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> options = List.of("-Xmx1g", "-XX:NativeMemoryTracking=summary", agent());
    try (Forked jvm = Forked.target(jdk, options, Idle.class)) {
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      Reading reading = awaitReading(id, 0);
      assertSumsToResidentSet(id, reading);
      Map<String, Double> tracked = new TreeMap<>();
      for (JsonNode series : COLLECTOR.api().series(id, "diag.nmt.committed")) {
        String category = series.get("labels").get("diag.nmt.category").asText();
        tracked.put(category, value(series.get("points").get(0)));
      }
      assertThat(tracked).containsKeys("Java Heap", "GC", "Thread", "Symbol");
      assertThat(tracked.get("GC")).isGreaterThan(MB);
      assertThat(reading.bytes.get("native")).isPositive();
    }
  }

  private static String agent() {
    return "-javaagent:" + Artifacts.agent() + "=collector=" + COLLECTOR.address();
  }

  private static Reading awaitReading(String id, long afterMillis) {
    return eventually(
        "a reading",
        PATIENCE,
        () -> last(id),
        reading -> reading.timeMillis > afterMillis && !reading.bytes.isEmpty());
  }

  /** Within 2 % or 5 MB, as it was told in the same sample. */
  private static void assertSumsToResidentSet(String id, Reading reading) {
    double sum = reading.bytes.values().stream().mapToDouble(Double::doubleValue).sum();
    JsonNode points = COLLECTOR.api().series(id, "diag.process.rss").get(0).get("points");
    double resident = -1;
    for (JsonNode point : points) {
      resident = point.get(0).asLong() == reading.timeMillis ? value(point) : resident;
    }
    assertThat(resident).as("told in the same sample").isPositive();
    assertThat(sum).isCloseTo(resident, within(Math.max(0.02 * resident, 5 * MB)));
  }

  private static long more(Reading before, Reading after, String region) {
    return Math.round(after.bytes.get(region) - before.bytes.get(region));
  }

  /** The regions of the last reading, and its time. */
  private static Reading last(String id) {
    Map<String, Double> bytes = new TreeMap<>();
    long time = 0;
    for (JsonNode series : COLLECTOR.api().series(id, "diag.memory.resident")) {
      JsonNode points = series.get("points");
      JsonNode point = points.get(points.size() - 1);
      time = Math.max(time, point.get(0).asLong());
      bytes.put(series.get("labels").get("diag.memory.region").asText(), value(point));
    }
    return new Reading(time, bytes);
  }

  private static double value(JsonNode point) {
    return point.get(point.size() - 1).asDouble();
  }

  private record Reading(long timeMillis, Map<String, Double> bytes) {}
}
