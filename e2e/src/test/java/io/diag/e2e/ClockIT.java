package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Receiver;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.SideBySide;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clock is set forth and back under a running JVM, by a library that stands before libc. */
@Tag("waits")
class ClockIT {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int INTERVAL_MILLIS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the clock is ahead by, in seconds, one after the other. */
  private static final List<String> STEPS = List.of("+0", "+3600", "-3600", "+0");

  private static final Map<Integer, Timed> JVMS = new LinkedHashMap<>();
  private static CollectorProcess collector;
  private static Forked collected;

  /** All of them at once, since each step takes its time. */
  @BeforeAll
  static void setTheClocksOfEveryJvm() throws IOException {
    Path library = library();
    Assumptions.assumeTrue(library != null, "no libfaketime on this machine");
    Path offset = RunFolder.file("clock", ".offset");
    set(offset, STEPS.get(0));
    Map<String, String> environment =
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            offset.toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    for (int feature : Jdks.everyRun().toList()) {
      Jdk.find(feature).ifPresent(jdk -> JVMS.put(feature, new Timed(jdk, environment)));
    }
    collector = CollectorProcess.start();
    collected =
        Forked.listening(
            SideBySide.command(Jdk.own(), agent(collector.address()), List.of(), "Worker"),
            environment);
    JVMS.values().forEach(jvm -> jvm.both.awaitLine("ready"));
    collected.awaitLine("ready");
    for (String step : STEPS) {
      long set = System.currentTimeMillis() + Long.parseLong(step) * 1_000;
      JVMS.values().forEach(Timed::forget);
      set(offset, step);
      awaitCollected(set);
      JVMS.values().forEach(jvm -> jvm.awaitItems(step));
    }
  }

  @AfterAll
  static void endEveryJvm() {
    JVMS.values().forEach(Timed::close);
    if (collector != null) {
      collected.close();
      collector.close();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void seriesAndProfilesGoOnAtTheirPaceWhereverTheClockIs(int feature) {
    Jdks.orSkip(feature);
    Timed jvm = JVMS.get(feature);
    List<Long> times = jvm.sampledAt();
    int intervals = (int) (times.get(times.size() - 1) - times.get(0)) / INTERVAL_MILLIS;
    assertThat(times)
        .as("samples over %s intervals: neither lost nor in a tight loop", intervals)
        .hasSizeBetween(intervals - 1, intervals + 3);
    assertThat(jvm.receiver.items(ItemKind.PROFILE))
        .allSatisfy(
            item -> {
              long from = Long.parseLong(item.header().apply(Wire.FROM_HEADER));
              long until = Long.parseLong(item.header().apply(Wire.TIME_HEADER));
              assertThat(until - from).as("length of a span").isBetween(0L, 40_000L);
            });
    assertThat(jvm.seams())
        .anyMatch(seam -> seam.matches(".*the clock went forward by 3(599|600|601) s"))
        .anyMatch(seam -> seam.matches(".*the clock went back by 7(199|200|201) s"));
    assertThat(Cli.diag("status", jvm.both.observed().pid()).out())
        .contains("cpu-profile    on")
        .contains(" 0 dropped, 0 refused");
    jvm.both.sayAndAssertSame("x", 5);
  }

  /** What was sampled an hour ahead is not there before its time has come. */
  @Test
  void theCollectorServesNothingTwiceAndNothingOfTheFuture() {
    Api api = collector.api();
    long pid = collected.pid();
    String id = api.awaitJvm(pid, "live").get("id").asText();
    long now = System.currentTimeMillis();
    List<Long> times = new ArrayList<>();
    String range = "?from=" + (now - 2 * HOUR_MILLIS);
    api.json("/api/v1/jvms/" + id + "/series" + range + "&names=diag.process.rss&points=10000")
        .at("/series/0/points")
        .forEach(point -> times.add(point.get(0).asLong()));
    assertThat(times).hasSizeGreaterThan(3).isSorted().doesNotHaveDuplicates();
    assertThat(times).as("an hour ago").anyMatch(time -> time < now - HOUR_MILLIS / 2);
    for (int i = 2; i < times.size(); i++) {
      // over two intervals: a reading that comes late brings the next one nearer
      assertThat(times.get(i) - times.get(i - 2)).as("%s", times).isGreaterThan(8_000);
    }
    long read = System.currentTimeMillis();
    assertThat(times).allMatch(time -> time <= read);
    JsonNode spans = api.json("/api/v1/jvms/" + id + "/profile" + range).get("coverage");
    assertThat(spans).hasSizeGreaterThan(1);
    for (int i = 0; i < spans.size(); i++) {
      long from = spans.get(i).get("from").asLong();
      assertThat(from).isLessThanOrEqualTo(spans.get(i).get("to").asLong());
      assertThat(spans.get(i).get("to").asLong()).isLessThanOrEqualTo(System.currentTimeMillis());
      if (i > 0) {
        assertThat(from).isGreaterThanOrEqualTo(spans.get(i - 1).get("to").asLong());
      }
    }
  }

  /** Whoever asks has profiles come soon. */
  private static void awaitCollected(long sinceMillis) {
    Api api = collector.api();
    String id = api.awaitJvm(collected.pid(), "live").get("id").asText();
    String range = "?from=" + sinceMillis + "&to=" + (sinceMillis + HOUR_MILLIS / 2);
    eventually(
        "a profile and series at the collector",
        PATIENCE,
        () ->
            api.json("/api/v1/jvms/" + id + "/profile" + range).get("coverage").size() > 0
                && api.json("/api/v1/jvms/" + id + "/series" + range + "&names=diag.process.rss")
                        .at("/series/0/points")
                        .size()
                    >= 2,
        enough -> enough);
  }

  private static Path library() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElse(null);
    }
  }

  private static List<String> agent(String address) {
    return List.of("-javaagent:" + Artifacts.agent() + "=collector=" + address);
  }

  /** At once, so that nobody reads half of it. */
  private static void set(Path file, String seconds) throws IOException {
    Path fresh = RunFolder.file("clock", ".next");
    Files.writeString(fresh, seconds + "\n");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** One JDK, with and without the agent, and what came of it. */
  private static final class Timed {
    private final long openedAtMillis = System.currentTimeMillis();
    private final Receiver receiver = Receiver.start();
    private final SideBySide both;
    private int profiles;
    private int samples;

    Timed(Jdk jdk, Map<String, String> environment) {
      both =
          SideBySide.start(
              SideBySide.command(jdk, List.of(), List.of(), "Worker"),
              SideBySide.command(jdk, agent(receiver.address()), List.of(), "Worker"),
              environment);
    }

    /** What came until now does not count for the next step. */
    void forget() {
      profiles = receiver.items(ItemKind.PROFILE).size();
      samples = receiver.items(ItemKind.SERIES).size();
    }

    void awaitItems(String step) {
      long ahead = Long.parseLong(step) * 1_000;
      eventually(
          "a profile and samples " + step + " s ahead",
          PATIENCE,
          () ->
              count(ItemKind.PROFILE, profiles, ahead) >= 1
                  && count(ItemKind.SERIES, samples, ahead) >= 2,
          enough -> enough);
    }

    /** Items after the first ones, by a clock that is off by so much. */
    private long count(ItemKind kind, int skip, long aheadMillis) {
      long now = System.currentTimeMillis() + aheadMillis;
      return receiver.items(kind).stream()
          .skip(skip)
          .mapToLong(item -> Long.parseLong(item.header().apply(Wire.TIME_HEADER)))
          .filter(time -> Math.abs(time - now) < HOUR_MILLIS / 2)
          .count();
    }

    /** By the machine's own clock: from the first on, since a start takes its time. */
    List<Long> sampledAt() {
      return receiver.items(ItemKind.SERIES).stream()
          .map(item -> Long.parseLong(item.header().apply(Wire.TIME_HEADER)))
          .map(
              time ->
                  time - HOUR_MILLIS * Math.round((time - openedAtMillis) / (double) HOUR_MILLIS))
          .toList();
    }

    List<String> seams() {
      return receiver.items(ItemKind.PROFILE).stream()
          .map(item -> item.header().apply(Wire.SEAM_HEADER))
          .filter(seam -> seam != null)
          .toList();
    }

    void close() {
      both.close();
      receiver.close();
    }
  }
}
