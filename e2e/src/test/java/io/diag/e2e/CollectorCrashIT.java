package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.WireClient;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A collector that is killed under load has everything it acknowledged, and nothing twice. */
@Tag("waits")
class CollectorCrashIT {
  private static final int SENDERS = 4;
  private static final int ITEMS = 250;
  private static final int KILLS = 3;

  @Test
  void whatWasAcknowledgedIsThereOnceAfterKillNine() throws Exception {
    try (CollectorProcess collector = CollectorProcess.start()) {
      long start = System.currentTimeMillis() - Duration.ofMinutes(30).toMillis();
      Set<String> acknowledgedBeforeACrash = ConcurrentHashMap.newKeySet();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      List<Future<Integer>> repeats = new ArrayList<>();
      for (int s = 0; s < SENDERS; s++) {
        String jvm = "crash-test-" + s;
        repeats.add(senders.submit(() -> sendAll(collector, jvm, start, acknowledgedBeforeACrash)));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        int enough = kill * SENDERS * ITEMS / (KILLS + 1);
        eventually(
            enough + " items are acknowledged",
            Duration.ofMinutes(1),
            acknowledgedBeforeACrash::size,
            count -> count >= enough);
        collector.kill();
        collector.restart();
      }
      for (Future<Integer> sender : repeats) {
        sender.get();
      }
      senders.shutdown();
      assertThat(acknowledgedBeforeACrash).hasSize(SENDERS * ITEMS);

      for (int s = 0; s < SENDERS; s++) {
        Map<Long, Double> stored = stored(collector, "crash-test-" + s, start);
        assertThat(stored).as("points of sender %d", s).hasSize(ITEMS);
        for (int i = 1; i <= ITEMS; i++) {
          assertThat(stored).containsEntry(start + i * 1_000L, (double) i);
        }
      }
    }
  }

  @Test
  void anAgentGoesOnWhereItWasWhenItsCollectorComesBack() {
    try (CollectorProcess collector = CollectorProcess.start();
        Forked jvm =
            Forked.target(
                Jdk.own(),
                List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address()),
                Idle.class)) {
      String id = collector.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      awaitReadings(collector, id, 2);
      collector.kill();
      long down = System.currentTimeMillis();
      eventually(
          "a reading is due while the collector is away",
          Duration.ofSeconds(20),
          System::currentTimeMillis,
          now -> now > down + 7_000);
      collector.restart();
      List<Long> times = awaitReadings(collector, id, 5);
      assertThat(times).doesNotHaveDuplicates();
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i) - times.get(i - 1))
            .as("no reading is missing: %s", times)
            .isBetween(4_000L, 7_000L);
      }
    }
  }

  /** Sends every item until it is acknowledged; returns how many had been stored before. */
  private static int sendAll(
      CollectorProcess collector, String jvm, long start, Set<String> acknowledged)
      throws InterruptedException {
    WireClient client = new WireClient(collector.address(), jvm);
    int repeats = 0;
    boolean introduced = false;
    for (int i = 1; i <= ITEMS; ) {
      try {
        if (!introduced) {
          client.hello();
          introduced = true;
        }
        repeats += client.sample(i, start + i * 1_000L, "crash.value", i) ? 1 : 0;
        acknowledged.add(jvm + "/" + i);
        i++;
      } catch (IOException away) {
        Thread.sleep(20);
      }
    }
    return repeats;
  }

  private static Map<Long, Double> stored(CollectorProcess collector, String jvm, long start) {
    Map<Long, Double> stored = new HashMap<>();
    JsonNode series =
        collector
            .api()
            .json(
                "/api/v1/jvms/"
                    + jvm
                    + "/series?names=crash.value&points=10000&from="
                    + start
                    + "&to="
                    + System.currentTimeMillis())
            .get("series");
    assertThat(series).hasSize(1);
    for (JsonNode point : series.get(0).get("points")) {
      assertThat(point).as("a raw reading").hasSize(2);
      assertThat(stored.put(point.get(0).asLong(), point.get(1).asDouble())).isNull();
    }
    return stored;
  }

  private static List<Long> awaitReadings(CollectorProcess collector, String id, int count) {
    return eventually(
        count + " readings",
        Duration.ofSeconds(60),
        () -> collector.api().times(id, "diag.process.rss"),
        times -> times.size() >= count);
  }
}
