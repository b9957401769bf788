package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.SideBySide;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The collector stays away for longer than the spool holds what comes meanwhile. */
@EnabledIfSystemProperty(
    named = "diag.all",
    matches = "true",
    disabledReason = "filling a spool takes two minutes; ./verify --all runs it")
@Tag("waits")
class LongAbsenceIT {
  private static final Pattern DROPPED = Pattern.compile("waiting, (\\d+) dropped");

  /** One or two items may be from just before the collector went. */
  private static final long SURELY_MEANWHILE = 4;

  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void theOldestGoAndAreCountedAndTheNewestArrive() {
    try (CollectorProcess collector = CollectorProcess.start();
        SideBySide both = start(collector)) {
      Api api = collector.api();
      both.awaitLine("ready");
      long pid = both.observed().pid();
      String id = api.awaitJvm(pid, "live").get("id").asText();
      eventually(
          "a profile that somebody looks at, so that more come soon",
          Duration.ofSeconds(60),
          () -> api.profile(id).total(),
          samples -> samples > 0);
      collector.kill();
      long down = System.currentTimeMillis();
      eventually(
          "the spool is nearly full",
          Duration.ofMinutes(3),
          () -> bytes(folder.toFile()),
          bytes -> bytes > MEGABYTE * 3 / 5);
      String status =
          eventually(
              "some had to go",
              Duration.ofMinutes(2),
              () -> Cli.diag("status", pid).out(),
              text -> dropped(text) >= SURELY_MEANWHILE);
      assertThat(status).contains("spool          on disk, up to 1 MB, ").contains(", 0 refused");
      assertThat(bytes(folder.toFile())).isLessThan(MEGABYTE * 5 / 4);
      long back = System.currentTimeMillis();
      collector.restart();
      List<Long> times =
          eventually(
              "readings of the time after",
              Duration.ofSeconds(60),
              () -> api.times(id, "diag.process.rss"),
              seen -> seen.get(seen.size() - 1) > back + 5_000);
      List<Long> absent = times.stream().filter(time -> time > down && time < back).toList();
      assertThat(absent.get(0)).as("the first of one every 5 s").isGreaterThan(down + 6_000);
      assertThat(absent.get(absent.size() - 1)).as("the newest came").isGreaterThan(back - 10_000);
      assertThat(times).doesNotHaveDuplicates();
      assertThat(api.last(id, "diag.agent.items.dropped", null))
          .isGreaterThanOrEqualTo((double) dropped(status));
      both.sayAndAssertSame("x", 5);
    }
  }

  private SideBySide start(CollectorProcess collector) {
    String options =
        "budget=100,spool-size=1,spool-dir=" + folder + ",collector=" + collector.address();
    return SideBySide.start(
        Jdk.own(),
        List.of("-javaagent:" + Artifacts.agent() + "=" + options),
        List.of("-Xss8m"),
        "Winder");
  }

  private static long dropped(String status) {
    Matcher count = DROPPED.matcher(status);
    assertThat(count.find()).as(status).isTrue();
    return Long.parseLong(count.group(1));
  }

  private static long bytes(File file) {
    File[] children = file.listFiles();
    long bytes = children == null ? file.length() : 0;
    for (File child : children == null ? new File[0] : children) {
      bytes += bytes(child);
    }
    return bytes;
  }
}
