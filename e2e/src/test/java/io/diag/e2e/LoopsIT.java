package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Cli;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.OldClasses;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.harness.RunFolder;
import io.diag.e2e.harness.SeriesDocs;
import io.diag.e2e.subject.old.Looping;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event loop in a JVM of its own is found, measured and left alone again. */
class LoopsIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();
  private static final int BLOCKS = 3;

  /** The oldest has a way of its own; the agent's own tests look at 17. */
  static Stream<Integer> jdks() {
    return Boolean.getBoolean("diag.all") ? Jdks.sinceEight() : Stream.of(8, 25);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("jdks")
  void aBlockedLoopIsToldWithItsLongestTick(int feature) throws IOException {
    Jdk jdk = Jdks.orSkip(feature);
    try (Forked jvm = Forked.listening(command(jdk), Map.of())) {
      jvm.awaitLine("ready");
      Resident.attach(jvm.pid(), "collector=" + COLLECTOR.address() + ",service=looping");
      String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      assertThat(Cli.diag("status", jvm.pid()).out()).containsPattern("loops +on\n");
      eventually("the loop turns", Duration.ofSeconds(30), () -> loop(id), one -> ticks(one) > 20);
      for (int i = 0; i < BLOCKS; i++) {
        jvm.say("400");
      }
      eventually(
          "every block is over",
          Duration.ofSeconds(20),
          () -> slept(jvm),
          lengths -> lengths.size() == BLOCKS);
      double longest = slept(jvm).stream().mapToLong(Long::longValue).max().orElseThrow() / 1e3;
      eventually(
          "the blocks are told",
          Duration.ofSeconds(30),
          () -> countAbove(id, 0.3),
          blocks -> blocks == BLOCKS);
      JsonNode loop = loop(id);
      assertThat(loop.get("name").asText()).isEqualTo("looping");
      assertThat(loop.get("maxMillis").asDouble()).isCloseTo(longest, within(20.0));
      assertEpisodes(jvm, id);
      assertThat(SeriesDocs.read().units()).containsAllEntriesOf(loopSeries(id));
      Resident.detach(jvm.pid());
      eventually(
          "the agent's class loader is collected",
          Duration.ofSeconds(20),
          () -> Jcmd.instances(jdk, jvm.pid(), "io.diag.launch.AgentClassLoader"),
          count -> count == 0);
      jvm.say("1");
      eventually(
          "the loop still turns", Duration.ofSeconds(20), () -> slept(jvm).size(), n -> n > BLOCKS);
      assertThat(jvm.err()).as("no word of class-data sharing").doesNotContain("Sharing is only");
    }
  }

  /** Each block is an episode of the length that its own clock had, asleep in the loop. */
  private static void assertEpisodes(Forked jvm, String id) {
    JsonNode episodes =
        eventually(
            "the blocks are told as episodes",
            Duration.ofSeconds(30),
            () -> COLLECTOR.api().json("/api/v1/jvms/" + id + "/loop-episodes").get("episodes"),
            all -> all.size() == BLOCKS);
    List<Long> slept = slept(jvm);
    for (int i = 0; i < BLOCKS; i++) {
      JsonNode episode = episodes.get(BLOCKS - 1 - i);
      double length = episode.get("durationMillis").asDouble();
      assertThat(length).isCloseTo(slept.get(i) / 1e3, within(20.0));
      assertThat(episode.get("name").asText()).isEqualTo("looping");
      assertThat(episode.get("blamed").asText()).isEqualTo(Looping.class.getName() + ".loop");
      assertThat(episode.at("/millis/parked").asDouble()).isGreaterThan(0.7 * length);
      assertThat(episode.get("samples").asInt()).isGreaterThan(5);
      assertThat(episode.at("/stack/0/frame").asText()).startsWith("java.lang.Thread.run");
    }
  }

  private static List<String> command(Jdk jdk) {
    return List.of(
        jdk.java().toString(),
        "-Xmx64m",
        "-Djava.io.tmpdir=" + RunFolder.temporary(),
        "-cp",
        OldClasses.folder().toString(),
        Looping.class.getName());
  }

  /** In microseconds, by the loop's own clock. */
  private static List<Long> slept(Forked jvm) {
    return jvm.out()
        .lines()
        .filter(line -> line.startsWith("slept ") && line.endsWith(" us"))
        .map(line -> Long.valueOf(line.split(" ")[1]))
        .toList();
  }

  private static JsonNode loop(String id) {
    JsonNode loops = COLLECTOR.api().json("/api/v1/jvms/" + id + "/loops").get("loops");
    assertThat(loops).hasSizeLessThan(2);
    return loops.get(0);
  }

  private static long ticks(JsonNode loop) {
    return loop == null ? 0 : loop.get("ticks").asLong();
  }

  private static long countAbove(String id, double seconds) {
    long above = 0;
    for (JsonNode point : series(id).get(0).get("points")) {
      above += point.get(1).asLong();
      for (JsonNode bucket : point.get(4)) {
        above -= bucket.get(0).asDouble() <= seconds ? bucket.get(1).asLong() : 0;
      }
    }
    return above;
  }

  private static JsonNode series(String id) {
    return COLLECTOR
        .api()
        .json("/api/v1/jvms/" + id + "/series?points=1000&names=diag.loop.tick.duration")
        .get("series");
  }

  private static Map<String, String> loopSeries(String id) {
    Map<String, String> units = new TreeMap<>();
    for (JsonNode series : COLLECTOR.api().json("/api/v1/jvms/" + id + "/series").get("series")) {
      if (series.get("name").asText().startsWith("diag.loop.")) {
        units.put(series.get("name").asText(), series.get("unit").asText());
      }
    }
    units.remove("diag.loop.stall.duration"); // if the machine was busy
    assertThat(units)
        .containsOnlyKeys(
            "diag.loop.count",
            "diag.loop.uncounted",
            "diag.loop.utilization",
            "diag.loop.episode.duration",
            "diag.loop.tick.duration");
    return units;
  }
}
