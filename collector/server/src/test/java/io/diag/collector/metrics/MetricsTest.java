package io.diag.collector.metrics;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.heap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.Goodbye;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final String OTHER = "99999999-2222-3333-4444-555555555555";
  private static final Path DOCS = Path.of("../../docs/collector.md");

  @TempDir private Path data;

  @Test
  void theMetricsCountWhatWasSentAndAsked() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      fill(collector);
      Scrape scrape = scrape(collector);
      assertThat(items(scrape, "hello", "stored")).isEqualTo(2);
      assertThat(items(scrape, "series", "stored")).isEqualTo(3);
      assertThat(items(scrape, "series", "repeated")).isEqualTo(1);
      assertThat(items(scrape, "series", "refused")).isEqualTo(1);
      assertThat(items(scrape, "profile", "stored")).isEqualTo(1);
      assertThat(items(scrape, "goodbye", "stored")).isEqualTo(1);
      assertThat(scrape.value("diag_collector_received_bytes_total"))
          .isGreaterThan(Recording.chunk().length)
          .isLessThan(Recording.chunk().length + 10_000);
      assertThat(scrape.value("diag_collector_decode_seconds_count")).isEqualTo(1);
      assertThat(scrape.value("diag_collector_decode_seconds_sum")).isPositive();
      assertThat(scrape.value("diag_collector_store_seconds_count")).isEqualTo(6);
      assertThat(
              scrape.value(
                  "diag_collector_queries_total{path=\"/api/v1/jvms/{id}\",outcome=\"answered\"}"))
          .isEqualTo(1);
      assertThat(
              scrape.value(
                  "diag_collector_queries_total{path=\"/api/v1/jvms/{id}\",outcome=\"refused\"}"))
          .isEqualTo(1);
      assertThat(scrape.value("diag_collector_jvms{state=\"detached\"}")).isEqualTo(1);
      assertThat(scrape.value("diag_collector_jvms{state=\"live\"}")).isEqualTo(1);
      assertThat(scrape.value("diag_collector_jvms{state=\"lost\"}")).isZero();
      assertThat(scrape.value("diag_collector_live_streams")).isZero();
      assertThat(scrape.value("process_cpu_seconds_total")).isPositive();
      assertThat(scrape.value("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
    }
  }

  @Test
  void theDataDirectoryIsToldAsItIsOnDisk() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      assertThat(scrape(collector).families())
          .doesNotContain("diag_collector_data_oldest_timestamp_seconds");
      collector.greeted();
      long dayMillis = Duration.ofDays(1).toMillis();
      collector.series(1, collector.now() - 2 * dayMillis, heap(1));
      collector.series(2, collector.now(), heap(1));
      Path folder = Files.createDirectories(data.resolve("of-another-kind"));
      Files.write(folder.resolve("chunk"), new byte[3_000_000]);
      Scrape scrape = scrape(collector);
      assertThat(scrape.value("diag_collector_data_days")).isEqualTo(2);
      assertThat(scrape.value("diag_collector_data_oldest_timestamp_seconds"))
          .isEqualTo(Math.floorDiv(collector.now(), dayMillis) * 86_400.0 - 2 * 86_400);
      assertThat(scrape.value("diag_collector_data_bytes")).isBetween(3_050_000.0, 9_000_000.0);
      assertThat(scrape.value("diag_collector_data_limit_bytes")).isEqualTo(10e9);
    }
  }

  @Test
  void theDocsListEveryMetricWithItsTypeAndLabels() throws Exception {
    Map<String, String> documented = new TreeMap<>();
    Pattern row =
        Pattern.compile("\\| `([a-z_]+)(?:\\{([a-z,]+)})?` \\| (counter|gauge|histogram) \\|.*");
    for (String line : Files.readAllLines(DOCS)) {
      Matcher found = row.matcher(line);
      if (found.matches()) {
        documented.put(
            found.group(1), found.group(3) + (found.group(2) == null ? "" : found.group(2)));
      }
    }
    Map<String, String> real = new TreeMap<>();
    try (RunningCollector collector = new RunningCollector(data)) {
      fill(collector);
      Scrape scrape = scrape(collector);
      for (String family : scrape.families()) {
        real.put(family, scrape.type(family) + String.join(",", scrape.labels(family)));
      }
    }
    assertThat(documented).isEqualTo(real);
  }

  @Test
  void theMetricsNeedTheToken() throws Exception {
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withToken(Optional.of("secret")))) {
      assertThat(collector.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(collector.get("/metrics", "Authorization", "Bearer secret").statusCode())
          .isEqualTo(200);
      assertThat(collector.get("/metrics", "Host", "evil.example").statusCode()).isEqualTo(421);
    }
  }

  @Test
  void valuesOfLabelsAreEscaped() {
    Metrics metrics = new Metrics();
    metrics.counter("a_total", "A \\ and\na line.", "b").add(3, "\"\\\n");
    assertThat(metrics.text())
        .isEqualTo(
            """
            # HELP a_total A \\\\ and\\na line.
            # TYPE a_total counter
            a_total{b="\\"\\\\\\n"} 3
            """);
    assertThat(Scrape.parse(metrics.text()).families()).containsExactly("a_total");
    assertThatThrownBy(() -> metrics.counter("a_total", "again"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void fill(RunningCollector collector) throws Exception {
    collector.greeted();
    collector.hello(OTHER, aHello().sentAtMillis(collector.now()));
    for (int i = 1; i <= 3; i++) {
      collector.series(i, collector.now(), heap(i));
    }
    collector.series(3, collector.now(), heap(3));
    collector.series(4, 0, heap(4));
    collector.profile(5, collector.now(), Recording.chunk());
    collector.goodbye(6, Goodbye.Reason.DETACHED);
    collector.get("/api/v1/jvms/" + JVM);
    collector.get("/api/v1/jvms/nobody");
  }

  private static double items(Scrape scrape, String kind, String outcome) {
    return scrape.value(
        "diag_collector_items_total{kind=\"" + kind + "\",outcome=\"" + outcome + "\"}");
  }

  private static Scrape scrape(RunningCollector collector) {
    HttpResponse<String> response = collector.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    return Scrape.parse(response.body());
  }
}
