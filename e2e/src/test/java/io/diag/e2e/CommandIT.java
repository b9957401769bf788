package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jcmd;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.harness.Jdks;
import io.diag.e2e.harness.Resident;
import io.diag.e2e.subject.Hoarder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands from the API to the JVM and back, with both ends ending in between. */
@Tag("waits")
class CommandIT {
  private static final String KEPT = "io.diag.e2e.subject.Hoarder$Kept";
  private static final String TREND =
      "{\"kind\":\"class-histogram\",\"arguments\":{\"top\":5,\"everySeconds\":5,\"seconds\":%d}}";

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void aClassHistogramCountsWhatIsKnownToBeThere(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(jdk, collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String command = add(api, id, "{\"kind\":\"class-histogram\",\"arguments\":{\"top\":500}}");
      JsonNode done = await(api, command, "done");
      assertThat(row(done, KEPT).get("instances").asInt()).isEqualTo(Hoarder.KEPT);
      assertThat(row(done, KEPT).get("bytes").asLong() % Hoarder.KEPT).isZero();
      assertThat(row(done, "io.diag.e2e.subject.Hoarder$Dropped"))
          .as("one is left after a full collection, too few for the first 500")
          .isNull();
      assertThat(done.get("message").asText()).contains("stopped the application for");
      assertThat(Jcmd.run(jdk, jvm.pid(), "Thread.print"))
          .as("the thread that fetched the command is gone")
          .doesNotContain("\"diag-commands");
      Resident.detach(jvm.pid());
      eventually(
          "what was opened does not hold the agent's class loader",
          Duration.ofSeconds(20),
          () -> Jcmd.instances(jdk, jvm.pid(), "io.diag.launch.AgentClassLoader"),
          count -> count == 0);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("io.diag.e2e.harness.Jdks#everyRun")
  void theMappingsAreReadAndMallocIsAskedWhenAPersonWantsIt(int feature) {
    Jdk jdk = Jdks.orSkip(feature);
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(jdk, collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String command = add(api, id, "{\"kind\":\"memory-ledger\",\"arguments\":{\"malloc\":true}}");
      JsonNode done = await(api, command, "done");
      long sum = 0;
      for (JsonNode region : done.at("/result/regions")) {
        sum += region.get("bytes").asLong();
      }
      assertThat(sum).isEqualTo(done.at("/result/residentBytes").asLong());
      if (feature >= 21) {
        assertThat(done.at("/result/malloc/arenaBytes").asLong())
            .as("in use and free")
            .isGreaterThan(done.at("/result/malloc/freeBytes").asLong());
        assertThat(done.at("/result/malloc/freeBytes").asLong()).isPositive();
      } else {
        assertThat(done.get("message").asText()).contains("malloc is not asked");
      }
    }
  }

  @Test
  void aTrendBecomesSeriesForItsTimeAndCanBeCancelled() {
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(Jdk.own(), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String command = add(api, id, String.format(TREND, 600).replace("\"top\":5", "\"top\":50"));
      eventually(
          "two readings of the trend",
          Duration.ofSeconds(30),
          () -> api.times(id, "diag.class.bytes"),
          times -> times.size() >= 2);
      assertThat(api.last(id, "diag.class.instances", KEPT)).isEqualTo(Hoarder.KEPT);
      api.post("/api/v1/commands/" + command + "/cancel", "");
      await(api, command, "cancelled");
    }
  }

  @Test
  void commandsSurviveTheEndOfTheCollectorWhileOneWaitsOneRunsAndOneHasItsResult() {
    try (CollectorProcess collector = CollectorProcess.start();
        Forked jvm = hoarder(Jdk.own(), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String runs = add(api, id, String.format(TREND, 12));
      await(api, runs, "running");
      collector.kill();
      long down = System.currentTimeMillis();
      eventually(
          "it is done meanwhile, and its result waits to be sent",
          Duration.ofSeconds(30),
          System::currentTimeMillis,
          now -> now > down + 14_000);
      collector.restart();
      assertThat(await(api, runs, "done").get("result").get("totalBytes").asLong()).isPositive();

      String waits = add(api, id, "{\"kind\":\"class-histogram\"}");
      collector.kill();
      collector.restart();
      await(api, waits, "done");
    }
  }

  @Test
  void anAgentThatIsDetachedFailsWhatItRunsAndTheNextOneTakesWhatComes() {
    CollectorProcess collector = CollectorProcess.shared();
    try (Forked jvm = hoarder(Jdk.own(), collector)) {
      Api api = collector.api();
      String id = api.awaitJvm(jvm.pid(), "live").get("id").asText();
      String runs = add(api, id, String.format(TREND, 600));
      await(api, runs, "running");
      Resident.detach(jvm.pid());
      assertThat(await(api, runs, "failed").get("message").asText()).contains("detached");
      Resident.attach(jvm.pid(), "collector=" + collector.address());
      api.awaitJvm(jvm.pid(), "live");
      await(api, add(api, id, "{\"kind\":\"class-histogram\"}"), "done");
    }
  }

  private static String add(Api api, String id, String body) {
    return api.post("/api/v1/jvms/" + id + "/commands", body).get("id").asText();
  }

  private static JsonNode await(Api api, String command, String state) {
    return eventually(
        "the command is " + state,
        Duration.ofSeconds(60),
        () -> api.json("/api/v1/commands/" + command),
        answer -> answer.get("state").asText().equals(state));
  }

  private static JsonNode row(JsonNode command, String className) {
    for (JsonNode row : command.get("result").get("classes")) {
      if (row.get("class").asText().equals(className)) {
        return row;
      }
    }
    return null;
  }

  private static Forked hoarder(Jdk jdk, CollectorProcess collector) {
    Forked jvm =
        Forked.target(
            jdk,
            List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector.address()),
            Hoarder.class);
    jvm.awaitLine("ready");
    return jvm;
  }
}
