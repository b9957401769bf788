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
import io.diag.e2e.harness.Jdks.Way;
import io.diag.e2e.harness.LoopServer;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.harness.Starvation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Handlers of real servers block their event loop in ways that are known, and each block is told
 * with its length, its frame and its kind; what is no loop's fault is not. With {@code -Ddiag.all}
 * each server with each JDK, way and kind.
 */
@Tag("waits")
class LoopServersIT {
  private static final CollectorProcess COLLECTOR = CollectorProcess.shared();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final boolean ALL = Boolean.getBoolean("diag.all");
  private static final int MILLIS = 200;
  private static final int THRESHOLD_MILLIS = 50;

  /** What is not told by then will not be. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final int ATTEMPTS = 4;
  private static final int STARVED_MILLIS = 20;

  /** What most of the time is spent on, by what a handler is told to do. */
  private static final Map<String, Set<String>> KINDS =
      Map.ofEntries(
          Map.entry("sleep", Set.of("parked")),
          Map.entry("burn", Set.of("cpu")),
          Map.entry("regex", Set.of("cpu")),
          Map.entry("json", Set.of("cpu")),
          Map.entry("monitor", Set.of("monitor")),
          Map.entry("lock", Set.of("parked")),
          Map.entry("future", Set.of("parked")),
          Map.entry("socket", Set.of("io")),
          Map.entry("fsync", Set.of("io", "cpu")),
          Map.entry("select", Set.of("io")));

  static Stream<Arguments> choice() {
    if (ALL) {
      return Arrays.stream(LoopServer.values())
          .filter(server -> server.blamed() != null)
          .flatMap(
              server ->
                  Stream.of(17, 25)
                      .flatMap(
                          jdk ->
                              Arrays.stream(Way.values())
                                  .map(way -> arguments(server, jdk, way, KINDS.keySet()))));
    }
    return Stream.of(
        arguments(LoopServer.NETTY_41, 17, Way.ATTACHED, Set.of("regex", "lock")),
        arguments(LoopServer.NETTY_41_EPOLL, 25, Way.STATIC, Set.of("sleep", "burn", "select")),
        arguments(LoopServer.VERTX_4, 17, Way.STATIC, Set.of("future", "json")),
        arguments(LoopServer.REACTOR_NETTY_12, 25, Way.ATTACHED, Set.of("socket", "regex")),
        arguments(LoopServer.UNDERTOW, 17, Way.ATTACHED, Set.of("monitor", "fsync")),
        arguments(LoopServer.NETTY_42, 25, Way.STATIC, Set.of("lock", "select")),
        arguments(LoopServer.NETTY_42_EPOLL, 17, Way.ATTACHED, Set.of("monitor", "socket")),
        arguments(LoopServer.NETTY_42_IO_URING, 25, Way.ATTACHED, Set.of("sleep", "burn")),
        arguments(LoopServer.VERTX_5, 25, Way.ATTACHED, Set.of("lock", "sleep")),
        arguments(LoopServer.REACTOR_NETTY_13, 17, Way.STATIC, Set.of("future", "burn")),
        arguments(LoopServer.GRPC, 25, Way.ATTACHED, Set.of("sleep", "json")));
  }

  private static Arguments arguments(LoopServer server, int jdk, Way way, Set<String> kinds) {
    return Arguments.of(server, jdk, way, kinds);
  }

  @ParameterizedTest(name = "{0}, JDK {1}, {2}: {3}")
  @MethodSource("choice")
  void eachBlockIsToldWithItsLengthItsFrameAndItsKind(
      LoopServer server, int feature, Way way, Set<String> kinds) {
    try (Forked jvm = start(server, feature, way)) {
      String id = known(jvm, server, way, kinds);
      Set<Long> told = new HashSet<>();
      for (String kind : kinds) {
        JsonNode episode = null;
        for (int attempt = 0; attempt < ATTEMPTS && !tells(episode, kind); attempt++) {
          Starvation starvation = Starvation.since(jvm.pid());
          plant(jvm, kind, MILLIS);
          starvation.end();
          episode = next(id, told, starvation, kind);
          if (episode != null) {
            assertThat(episode.get("durationMillis").asDouble())
                .as(kind + ": " + episode)
                .isCloseTo(lastPlanted(jvm) / 1e3, within(20.0 + afterwards(kind, episode)));
          }
        }
        assertFrameAndKind(episode, server, kind);
      }
      assertThat(episodes(told(id)).size())
          .as("what was planted, and nothing else: " + told(id))
          .isLessThanOrEqualTo(planted(jvm).size() - kinds.size());
      Resident.detach(jvm.pid());
      plant(jvm, "sleep", 5);
      assertThat(jvm.out()).doesNotContain("failed");
    }
  }

  private static void assertFrameAndKind(JsonNode episode, LoopServer server, String kind) {
    String what = kind + ": " + episode;
    assertThat(isSampled(episode)).as(what).isTrue();
    assertThat(episode.get("blamed").asText()).as(what).startsWith(server.blamed());
    assertThat(KINDS.get(kind)).as(what).contains(mostSpentOn(episode));
    if (kind.equals("monitor") || kind.equals("lock")) {
      assertThat(episode.at("/heldBy/thread").asText()).as(what).isEqualTo("the-other");
    }
  }

  /**
   * The only episode that was not told before, or null if the machine kept the loop from running
   * for so long that what is left is none.
   */
  private static JsonNode next(String id, Set<Long> told, Starvation starvation, String kind) {
    long late = System.nanoTime() + LATE.toNanos();
    Seen seen =
        eventually(
            kind + ": the block is told",
            PATIENCE,
            () -> Seen.of(id, told, starvation),
            now ->
                !now.fresh().isEmpty()
                    || (System.nanoTime() > late && now.keptMillis() > MILLIS - THRESHOLD_MILLIS));
    if (seen.fresh().isEmpty()) {
      return null;
    }
    assertThat(seen.fresh()).as(kind + ": what was planted, and nothing else").hasSize(1);
    told.add(startedAt(seen.fresh().get(0)));
    return seen.fresh().get(0);
  }

  /** Episodes not told before, for how long the machine kept the loop from running, and it all. */
  private record Seen(List<JsonNode> fresh, double keptMillis, JsonNode all) {
    static Seen of(String id, Set<Long> told, Starvation starvation) {
      JsonNode all = told(id);
      List<JsonNode> fresh =
          episodes(all).stream()
              .filter(one -> !told.contains(startedAt(one)) && starvation.covers(startedAt(one)))
              .toList();
      return new Seen(fresh, starvation.millis(all), all);
    }
  }

  private static long startedAt(JsonNode episode) {
    return episode.get("startedAt").asLong();
  }

  /** Of a thread that waited for a CPU all the time little is left to tell a kind by. */
  private static boolean tells(JsonNode episode, String kind) {
    return isSampled(episode)
        && (KINDS.get(kind).contains(mostSpentOn(episode))
            || episode.at("/millis/runQueue").asDouble() < STARVED_MILLIS);
  }

  /** A machine that is busy may let nobody look: that is said, and no fault of the watch. */
  private static boolean isSampled(JsonNode episode) {
    return episode != null && episode.get("samples").asInt() > 2;
  }

  /** Of a tick, that may lie behind what was planted: it then waits for a CPU, or writes of it. */
  private static double afterwards(String kind, JsonNode episode) {
    double writing = KINDS.get(kind).contains("io") ? 0 : episode.at("/millis/io").asDouble();
    return episode.at("/millis/runQueue").asDouble() + writing;
  }

  static Stream<Arguments> quiet() {
    return Stream.of(
        Arguments.of(LoopServer.JETTY, 17, "rotating poller", 198.0),
        Arguments.of(LoopServer.TOMCAT, 25, "poller with workers", 200.0),
        Arguments.of(LoopServer.UNDERTOW_WORKERS, 17, "loop", 10.0));
  }

  @ParameterizedTest(name = "{0}, JDK {1}: {2}")
  @MethodSource("quiet")
  void aSlowHandlerOfAServerWithWorkersBlocksNoLoop(
      LoopServer server, int feature, String role, double workers) {
    try (Forked jvm = start(server, feature, Way.STATIC)) {
      String id = known(jvm, server, Way.STATIC, Set.of("sleep", "burn"));
      for (int i = 0; i < 5; i++) {
        plant(jvm, "sleep", 300);
        plant(jvm, "burn", 150);
      }
      eventually(
          "its role is known",
          PATIENCE,
          () -> loop(id, server),
          loop -> loop != null && loop.path("role").asText().equals(role));
      assertThat(episodes(told(id))).isEmpty();
      Map<String, Double> pool =
          eventually(
              "its pool",
              PATIENCE,
              () -> workers(id, server.framework()),
              told -> told.containsKey("diag.workers.max"));
      assertThat(pool)
          .containsEntry("diag.workers.max", workers)
          .containsKeys("diag.workers.busy", "diag.workers.threads", "diag.workers.queued");
    }
  }

  @Test
  void aProcessThatStoodStillAndACollectionAreStalls() throws IOException, InterruptedException {
    LoopServer server = LoopServer.NETTY_41;
    try (Forked jvm = start(server, 17, Way.STATIC)) {
      String id = known(jvm, server, Way.STATIC, Set.of("gc"));
      signal("-STOP", jvm.pid());
      Thread.sleep(1_000);
      signal("-CONT", jvm.pid());
      JsonNode stall =
          eventually("it is told as a stall", PATIENCE, () -> longStall(id), told -> told != null);
      assertThat(stall.get("durationMillis").asDouble()).isBetween(900.0, 1_600.0);
      assertThat(stall.path("stoppedMillis").asDouble()).isLessThan(500);
      plant(jvm, "gc", 150);
      plant(jvm, "sleep", MILLIS);
      JsonNode sleep =
          eventually(
              "the sleep is told", PATIENCE, () -> spentOn(id, "parked"), told -> told != null);
      assertThat(sleep.get("durationMillis").asDouble()).isCloseTo(MILLIS, within(50.0));
      for (JsonNode other : episodes(told(id))) {
        if (!other.equals(sleep)) {
          // seen between two collections that the loop had asked for
          assertThat(mostSpentOn(other)).as(other.toString()).isEqualTo("gc");
          if (other.get("samples").asInt() > 0) {
            assertThat(other.get("stack").toString()).contains("java.lang.Runtime.gc");
          }
        }
      }
    }
  }

  private static Forked start(LoopServer server, int feature, Way way) {
    Jdk jdk = Jdks.orSkip(feature);
    List<String> agent =
        way == Way.STATIC
            ? List.of("-javaagent:" + Artifacts.agent() + "=" + options())
            : List.of();
    Forked jvm = Forked.listening(server.command(jdk, agent), Map.of());
    String first = jvm.awaitLine("");
    if (first.startsWith("absent")) {
      jvm.close();
      Assumptions.abort("this kernel has no such transport: " + first);
    }
    return jvm;
  }

  /** Every kind was done once, so that nothing has to be loaded any more, and the loop is seen. */
  private static String known(Forked jvm, LoopServer server, Way way, Set<String> kinds) {
    for (String kind : kinds) {
      plant(jvm, kind, 10);
    }
    if (way == Way.ATTACHED) {
      Resident.attach(jvm.pid(), options());
    }
    String id = COLLECTOR.api().awaitJvm(jvm.pid(), "live").get("id").asText();
    eventually(
        "its loop is seen at work",
        PATIENCE,
        () -> loop(id, server),
        loop -> loop != null && loop.get("ticks").asLong() > 50);
    return id;
  }

  private static String options() {
    return "collector=" + COLLECTOR.address();
  }

  private static void plant(Forked jvm, String kind, int millis) {
    int before = planted(jvm).size();
    jvm.say(kind + " " + millis);
    eventually(kind + " is over", PATIENCE, () -> planted(jvm).size(), now -> now > before);
  }

  private static long lastPlanted(Forked jvm) {
    List<Long> all = planted(jvm);
    return all.get(all.size() - 1);
  }

  /** In microseconds, by the handler's own clock. */
  private static List<Long> planted(Forked jvm) {
    return jvm.out()
        .lines()
        .filter(line -> line.startsWith("planted ") && line.endsWith(" us"))
        .map(line -> Long.valueOf(line.split(" ")[2]))
        .toList();
  }

  /** Of more than half of what is planted: the first use of anything may take long, too. */
  private static List<JsonNode> episodes(JsonNode told) {
    List<JsonNode> episodes = new ArrayList<>();
    for (JsonNode episode : told.get("episodes")) {
      if (episode.get("durationMillis").asDouble() > MILLIS / 2.0) {
        episodes.add(0, episode);
      }
    }
    return episodes;
  }

  private static JsonNode spentOn(String id, String kind) {
    for (JsonNode episode : episodes(told(id))) {
      if (mostSpentOn(episode).equals(kind)) {
        return episode;
      }
    }
    return null;
  }

  private static JsonNode longStall(String id) {
    for (JsonNode stall : told(id).get("stalls")) {
      if (stall.get("durationMillis").asDouble() > 900) {
        return stall;
      }
    }
    return null;
  }

  /** What was read last of a server's pool. */
  private static Map<String, Double> workers(String id, String framework) {
    Map<String, Double> values = new TreeMap<>();
    String path =
        "/api/v1/jvms/"
            + id
            + "/series?names=diag.workers.busy,diag.workers.max,diag.workers.threads"
            + ",diag.workers.queued";
    for (JsonNode series : api().json(path).get("series")) {
      String name = series.get("name").asText();
      if (name.startsWith("diag.workers.")
          && series.at("/labels/diag.workers.framework").asText().equals(framework)) {
        JsonNode last = series.get("points").get(series.get("points").size() - 1);
        values.put(name, last.get(last.size() - 1).asDouble());
      }
    }
    return values;
  }

  private static JsonNode told(String id) {
    return api().json("/api/v1/jvms/" + id + "/loop-episodes");
  }

  private static JsonNode loop(String id, LoopServer server) {
    for (JsonNode loop : api().json("/api/v1/jvms/" + id + "/loops").get("loops")) {
      if (loop.path("framework").asText().equals(server.framework())) {
        return loop;
      }
    }
    return null;
  }

  private static Api api() {
    return COLLECTOR.api();
  }

  private static String mostSpentOn(JsonNode episode) {
    String most = "";
    double millis = -1;
    for (Map.Entry<String, JsonNode> kind : episode.get("millis").properties()) {
      if (!kind.getKey().equals("runQueue") && kind.getValue().asDouble() > millis) {
        most = kind.getKey();
        millis = kind.getValue().asDouble();
      }
    }
    return most;
  }

  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }
}
