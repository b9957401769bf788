package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.subject.Planter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application opens, starts, loads, allocates and collects is seen as that number. */
class RuntimeSeriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  private String id;

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void whatIsPlantedIsSeen(int feature, @TempDir Path folder) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    Path sign = folder.resolve("now");
    String agent =
        "-javaagent:" + Artifacts.agent() + "=service=planter,collector=" + COLLECTOR.address();
    try (Forked jvm =
        Forked.target(
            jdk, List.of("-Xmx64m", "-XX:+UseSerialGC", agent), Planter.class, sign.toString())) {
      jvm.awaitLine("ready");
      id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      awaitReadings(3); // by then the agent has loaded and opened what it needs
      double files = last("diag.process.fds", null);
      double threads = last("diag.jvm.threads", "\"waiting\"");
      double classes = last("jvm.class.loaded", null);
      double allocated = allocatedBytes();
      double beforeTheAgent = totalLessHistograms();
      Files.createFile(sign);
      jvm.awaitLine("planted");
      eventually(
          "50 open files, give or take the agent's connection",
          PATIENCE,
          () -> last("diag.process.fds", null) - files,
          more -> Math.abs(more - Planter.FILES) <= 2);
      eventually(
          "7 waiting threads and main, which slept before",
          PATIENCE,
          () -> last("diag.jvm.threads", "\"waiting\"") - threads,
          more -> Math.abs(more - Planter.THREADS - 1) <= 1);
      eventually(
          "2,000 classes, and what else was loaded meanwhile",
          PATIENCE,
          () -> last("jvm.class.loaded", null) - classes,
          more -> more >= Planter.CLASSES && more <= Planter.CLASSES + 400);
      eventually(
          "a gibibyte",
          PATIENCE,
          () -> allocatedBytes() - allocated,
          more -> more >= 0.95 * Planter.BYTES);
      assertThat(allocatedBytes() - allocated)
          .isCloseTo(Planter.BYTES, within(0.05 * Planter.BYTES));
      collectionsAreThoseOfTheJvm(jdk, jvm, beforeTheAgent);
    }
  }

  /** Each collection that the JVM was told to make is told with that cause, and none is missing. */
  private void collectionsAreThoseOfTheJvm(Jdk jdk, Forked jvm, double beforeTheAgent) {
    double before = collections("\"jvm.gc.cause\":\"Diagnostic Command\"");
    for (int i = 0; i < 5; i++) {
      Jcmd.run(jdk, jvm.pid(), "GC.run");
    }
    eventually(
        "five collections on order",
        PATIENCE,
        () -> collections("\"jvm.gc.cause\":\"Diagnostic Command\"") - before,
        more -> more == 5);
    eventually(
        "histograms and totals agree",
        PATIENCE,
        this::totalLessHistograms,
        more -> more == beforeTheAgent);
    assertThat(last("diag.jvm.safepoint.count", null)).isGreaterThan(5);
    assertThat(last("diag.jvm.safepoint.time", null)).isPositive();
  }

  /** How many collections the agent was not there to see, if it saw all others. */
  private double totalLessHistograms() {
    return last("diag.jvm.gc.count", "\"Copy\"")
        + last("diag.jvm.gc.count", "\"MarkSweepCompact\"")
        - collections("");
  }

  private double collections(String label) {
    double count = 0;
    for (JsonNode series : COLLECTOR.api().series(id, "jvm.gc.duration")) {
      assertThat(series.get("histogram").asBoolean()).isTrue();
      if (series.get("labels").toString().contains(label)) {
        for (JsonNode point : series.get("points")) {
          count += point.get(1).asDouble();
        }
      }
    }
    return count;
  }

  /** The rate times the span it is the mean of, from the second reading on. */
  private double allocatedBytes() {
    List<JsonNode> series = COLLECTOR.api().series(id, "diag.jvm.allocation.rate");
    double bytes = 0;
    JsonNode points = series.get(0).get("points");
    for (int i = 1; i < points.size(); i++) {
      double seconds = (points.get(i).get(0).asLong() - points.get(i - 1).get(0).asLong()) / 1e3;
      bytes += points.get(i).get(1).asDouble() * seconds;
    }
    return bytes;
  }

  private void awaitReadings(int count) {
    eventually(
        count + " readings",
        PATIENCE,
        () -> COLLECTOR.api().times(id, "diag.jvm.allocation.rate"),
        times -> times.size() >= count);
  }

  private double last(String name, String label) {
    return COLLECTOR.api().last(id, name, label);
  }
}
