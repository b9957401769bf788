package io.diag.collector.ingest;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceTest {
  @TempDir private Path data;

  @Test
  void anItemSentAgainIsAcknowledgedAndStoredOnce() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long now = collector.now();
      HttpResponse<String> first = collector.series(7, now, new Point("a", "1", 1));
      HttpResponse<String> again = collector.series(7, now, new Point("a", "1", 1));
      assertThat(parse(first).get("repeated").asBoolean()).isFalse();
      assertThat(parse(again).get("repeated").asBoolean()).isTrue();
      assertThat(collector.points("a", now, now + 1)).hasSize(1);
    }
  }

  @Test
  void histogramsAreReadAsTheyWereSentAndMergedWhenThinned() throws StartException {
    Map<String, String> labels = Map.of("jvm.gc.name", "Copy", "jvm.gc.cause", "System.gc()");
    long now;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      now = collector.now();
      for (int i = 0; i < 6; i++) {
        Histogram one =
            new Histogram(3, 0.5, i == 4 ? 9 : 0.25, new double[] {0.1, 0.5}, new long[] {2, 0});
        HistogramPoint point = new HistogramPoint("pause", "s", labels, one);
        collector.histograms(i + 1, now + i * 1_000L, point);
        collector.histograms(i + 1, now + i * 1_000L, point);
      }
      // The same name as a value is another series.
      collector.series(9, now, new Point("pause", "s", labels, 1));
    }
    try (RunningCollector collector = new RunningCollector(data)) {
      String query = "/api/v1/jvms/" + JVM + "/series?names=pause&from=" + now + "&to=";
      JsonNode series = collector.json(query + (now + 6_000)).get("series");
      assertThat(series).hasSize(2);
      assertThat(series.get(0).has("histogram")).isFalse();
      assertThat(series.get(0).get("points").toString()).isEqualTo("[[" + now + ",1]]");
      JsonNode histograms = series.get(1);
      assertThat(histograms.get("histogram").asBoolean()).isTrue();
      assertThat(histograms.get("unit").asText()).isEqualTo("s");
      assertThat(histograms.get("labels").get("jvm.gc.cause").asText()).isEqualTo("System.gc()");
      assertThat(histograms.get("points")).hasSize(6);
      assertThat(histograms.get("points").get(4).toString())
          .isEqualTo("[" + (now + 4_000) + ",3,0.5,9,[[0.1,2],[0.5,0]]]");
      // One point less than asked spans the range.
      JsonNode merged = collector.json(query + (now + 6_000) + "&points=2").get("series").get(1);
      assertThat(merged.get("points").toString())
          .isEqualTo("[[" + (now + 5_000) + ",18,3,9,[[0.1,12],[0.5,0]]]]");
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws StartException {
    long now;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      now = collector.now();
      collector.series(7, now, new Point("a", "1", 42), RunningCollector.heap(17));
    }
    try (RunningCollector collector = new RunningCollector(data)) {
      assertThat(collector.points("a", now, now + 1).toString()).isEqualTo("[[" + now + ",42]]");
      HttpResponse<String> again = collector.series(7, now, new Point("a", "1", 42));
      assertThat(parse(again).get("repeated").asBoolean()).isTrue();
      JsonNode latest = collector.json("/api/v1/jvms/" + JVM).get("latest");
      assertThat(latest.get("heapUsedBytes").asLong()).isEqualTo(17);
      assertThat(latest.has("rssBytes")).isFalse();
    }
  }

  @Test
  void sendersInParallelThatRepeatThemselvesStoreEachItemOnce() throws Exception {
    int items = 300;
    int senders = 4;
    AtomicInteger stored = new AtomicInteger();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long start = collector.now();
      ExecutorService pool = Executors.newFixedThreadPool(senders);
      List<Callable<Void>> work = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        int offset = sender * 37;
        work.add(
            () -> {
              for (int i = 0; i < items; i++) {
                int n = (i + offset) % items;
                HttpResponse<String> ack =
                    collector.series(n + 1, start + n * 10L, new Point("n", "1", n));
                assertThat(ack.statusCode()).isEqualTo(200);
                if (!parse(ack).get("repeated").asBoolean()) {
                  stored.incrementAndGet();
                }
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
      pool.shutdown();
      assertThat(stored).hasValue(items);
      JsonNode points =
          collector
              .json(
                  "/api/v1/jvms/"
                      + JVM
                      + "/series?points=10000&from="
                      + start
                      + "&to="
                      + (start + items * 10L)
                      + "&names=n")
              .get("series")
              .get(0)
              .get("points");
      assertThat(points).hasSize(items);
      for (int i = 0; i < items; i++) {
        assertThat(points.get(i).get(0).asLong()).isEqualTo(start + i * 10L);
        assertThat(points.get(i).get(1).asInt()).isEqualTo(i);
      }
    }
  }

  @Test
  void itemsAroundMidnightAreKeptInTheirOwnDaysAndReadAsOne() throws StartException {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long midnight = Instant.parse("2026-11-22T00:00:00Z").toEpochMilli();
      collector.series(2, midnight, new Point("a", "1", 2));
      collector.series(1, midnight - 1, new Point("a", "1", 1), new Point("old", "1", 0));
      assertThat(data.resolve("day-2026-11-21.db")).exists();
      assertThat(data.resolve("day-2026-11-22.db")).exists();
      assertThat(collector.points("a", midnight - 10, midnight + 10).toString())
          .isEqualTo("[[" + (midnight - 1) + ",1],[" + midnight + ",2]]");
      assertThat(collector.points("a", midnight, midnight + 10)).hasSize(1);
      assertThat(collector.points("a", midnight - 10, midnight)).hasSize(1);
      assertThat(collector.points("old", midnight, midnight + 10)).isEmpty();
      assertThat(collector.points("unheard-of", midnight, midnight + 10)).isEmpty();
    }
  }
}
