package io.diag.collector.store.sqlite;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.collector.TestClock;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.LimitException;
import io.diag.collector.store.Store;
import io.diag.wire.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgettingTest {
  @TempDir private Path data;

  @Test
  void aDayIsReadableForAsLongAsItIsKeptAndThenGone() throws StartException {
    TestClock later = new TestClock("2026-11-29T23:59:59Z");
    long then;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      then = collector.now();
      collector.series(1, then, new Point("a", "1", 1));
    }
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withClock(later))) {
      assertThat(collector.points("a", then, then + 1)).hasSize(1);
    }
    later.advance(Duration.ofSeconds(1));
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withClock(later))) {
      assertThat(collector.get("/api/v1/jvms/" + JVM).statusCode()).isEqualTo(404);
      assertThat(data.resolve("day-2026-11-22.db")).doesNotExist();
      assertThat(data.resolve("day-2026-11-22.db-wal")).doesNotExist();
    }
  }

  @Test
  void theOldestDayGoesWhileTheCollectorRunsOnceTheDirectoryIsTooLarge() throws Exception {
    TestClock clock = new TestClock("2026-11-22T12:00:00Z");
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withRetention(7, 0.001).withClock(clock))) {
      collector.greeted();
      long today = clock.millis();
      long yesterday = today - Duration.ofDays(1).toMillis();
      collector.series(1, yesterday, new Point("a", "1", 1));
      collector.series(2, today, new Point("a", "1", 2));
      // Not due yet: what is too much is looked for every ten minutes.
      Files.write(Files.createDirectory(data.resolve("chunks")).resolve("a"), new byte[1_000_000]);
      assertThat(collector.points("a", yesterday, yesterday + 1)).hasSize(1);
      assertThat(collector.get("/metrics").body()).contains("diag_collector_data_days 2\n");

      clock.advance(Duration.ofMinutes(10));
      collector.series(3, today, new Point("a", "1", 3));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!collector.get("/metrics").body().contains("diag_collector_deleted_days_total 1\n")) {
        assertThat(System.nanoTime()).as("nothing was deleted in 20 s").isLessThan(deadline);
      }
      assertThat(collector.points("a", yesterday, yesterday + 1)).isEmpty();
      assertThat(collector.points("a", today, today + 1)).hasSize(2);
      assertThat(collector.get("/metrics").body()).contains("diag_collector_data_days 1\n");
    }
  }

  @Test
  void oneJvmTooManyIsRefusedAndTheKnownOnesGoOn() throws Exception {
    TestClock clock = new TestClock("2026-11-22T12:00:00Z");
    StoreLimits limits = new StoreLimits(7, 1_000_000_000, 2, 5);
    try (DataDirectory directory = DataDirectory.open(data);
        Store store = new SqliteStore(directory, limits, clock)) {
      store.addHello("aaaaaaaa", aHello().build(), false);
      store.addHello("bbbbbbbb", aHello().build(), false);
      assertThatThrownBy(() -> store.addHello("cccccccc", aHello().build(), false))
          .isInstanceOf(LimitException.class)
          .hasMessageContaining("2 JVMs");
      store.addHello("aaaaaaaa", aHello().service("renamed").build(), false);
      assertThat(store.jvm("aaaaaaaa").orElseThrow().hello().service()).isEqualTo("renamed");
      assertThat(store.jvms()).hasSize(2);
    }
  }

  @Test
  void manyDaysWrittenInTurnStayWithinAFewOpenFiles() throws Exception {
    TestClock clock = new TestClock("2026-11-22T12:00:00Z");
    try (DataDirectory directory = DataDirectory.open(data);
        Store store = new SqliteStore(directory, StoreLimits.of(30, 1_000_000_000), clock)) {
      store.addHello("aaaaaaaa", aHello().build(), false);
      long day = Duration.ofDays(1).toMillis();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++) {
          ItemKey key = new ItemKey("aaaaaaaa", round * 10 + i + 1, clock.millis() - i * day);
          assertThat(store.addSeries(key, List.of(new Point("a", "1", i)), List.of())).isFalse();
          assertThat(store.addSeries(key, List.of(new Point("a", "1", i)), List.of())).isTrue();
        }
      }
      int[] points = new int[1];
      store.readSeries(
          "aaaaaaaa", Set.of(), 0, clock.millis() + 1, (key, unit) -> (time, value) -> points[0]++);
      assertThat(points[0]).isEqualTo(30);
    }
  }
}
