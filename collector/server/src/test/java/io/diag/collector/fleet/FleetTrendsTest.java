package io.diag.collector.fleet;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.wire.FeatureState;
import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTrendsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  @TempDir private Path data;

  @Test
  void theCpuOfEachJvmIsTheMeanOfEachStepAndNullWhereItWasNotRead() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long start = collector.now() - 10 * MINUTE;
      collector.series(1, start, cores(1));
      collector.series(2, start + 5_000, cores(2));
      collector.series(3, start + 3 * MINUTE, cores(0.25));
      JsonNode trends = trends(collector, start, start + 4 * MINUTE);
      assertThat(trends.get("from").asLong()).isEqualTo(start);
      assertThat(trends.get("stepMillis").asLong()).isEqualTo(MINUTE);
      assertThat(trends.at("/jvms/0/id").asText()).isEqualTo(JVM);
      assertThat(trends.at("/jvms/0/cpuCores").toString()).isEqualTo("[1.5,null,null,0.25]");
      assertThat(trends.at("/jvms/0").has("gcShare")).isFalse();
    }
  }

  @Test
  void theShareOfPausesIsOfTheTimeTheJvmWasHeardInAndLeavesConcurrentCyclesOut() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long start = collector.now() - 10 * MINUTE;
      collector.series(1, start, cores(1));
      collector.histograms(2, start + 5_000, collection("ZGC Pauses", 0.4));
      collector.histograms(3, start + 10_000, collection("ZGC Cycles", 3));
      JsonNode trends = trends(collector, start, start + 4 * MINUTE);
      // Three readings of 5 s each.
      assertThat(trends.at("/jvms/0/gcShare").asDouble()).isEqualTo(0.02667);
    }
  }

  @Test
  void aJvmThatMeasuresPausesAndHadNoneSpentNoTimeInThem() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      collector.hello(
          JVM, aHello().sentAtMillis(collector.now()).features(List.of(FeatureState.on("gc"))));
      collector.series(1, collector.now() - MINUTE, cores(1));
      JsonNode trends = trends(collector, collector.now() - 2 * MINUTE, collector.now());
      assertThat(trends.at("/jvms/0/gcShare").isNumber()).isTrue();
      assertThat(trends.at("/jvms/0/gcShare").asDouble()).isZero();
    }
  }

  @Test
  void timesAreByTheCollectorsClockWhateverTheJvmsSays() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      collector.hello(JVM, aHello().sentAtMillis(collector.now() - 30 * MINUTE));
      collector.series(1, collector.now() - 31 * MINUTE, cores(1));
      JsonNode trends = trends(collector, collector.now() - 2 * MINUTE, collector.now());
      assertThat(trends.at("/jvms/0/cpuCores").toString()).isEqualTo("[null,1.0]");
    }
  }

  @Test
  void beyondThreeHoursItIsToldByFiveMinutes() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.series(1, collector.now(), cores(1));
      collector.clock.advance(Duration.ofHours(20));
      collector.greeted();
      collector.series(2, collector.now(), cores(3));
      long now = collector.now();
      JsonNode day = trends(collector, now - 24 * 60 * MINUTE, now + MINUTE);
      assertThat(day.get("stepMillis").asLong() % (5 * MINUTE)).isZero();
      assertThat(day.at("/jvms/0/cpuCores")).hasSizeLessThanOrEqualTo(60);
      assertThat(day.at("/jvms/0/cpuCores").toString()).contains("1.0", "3.0");
    }
  }

  @Test
  void whatCannotBeAskedForIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      JsonNode refusal = RunningCollector.parse(collector.get("/api/v1/fleet/trends?points=10000"));
      assertThat(refusal.get("detail").asText()).contains("from 2 to 240");
    }
  }

  private static JsonNode trends(RunningCollector collector, long from, long to) {
    return collector.json("/api/v1/fleet/trends?from=" + from + "&to=" + to);
  }

  private static Point cores(double value) {
    return new Point("diag.process.cpu.cores", "1", value);
  }

  private static HistogramPoint collection(String name, double seconds) {
    return new HistogramPoint(
        "jvm.gc.duration",
        "s",
        Map.of("jvm.gc.name", name),
        new Histogram(1, seconds, seconds, new double[] {1}, new long[] {seconds < 1 ? 1 : 0}));
  }
}
