package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.e2e.harness.Api;
import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./diag}, as the README tells a newcomer to use it. */
@Tag("waits")
class DemoIT {
  private static final Map<String, String> BUILT = Map.of("DIAG_BUILD", "never");

  @Test
  void theDemoShowsSickServicesAndEndsWithEverythingItStarted() throws IOException {
    try (Forked demo = diag("demo", "--port", Integer.toString(freePort()))) {
      String address = demo.awaitLine("diag: open ").replace("diag: open ", "");
      Api api = CollectorProcess.apiAt(address);
      List<JsonNode> jvms =
          eventually(
              "the services are live", Duration.ofSeconds(60), api::jvms, all -> live(all) == 3);
      List<String> names = new ArrayList<>();
      List<ProcessHandle> services = new ArrayList<>();
      for (JsonNode jvm : jvms) {
        names.add(jvm.get("service").asText());
        services.add(ProcessHandle.of(jvm.get("pid").asLong()).orElseThrow());
      }
      assertThat(names).containsExactlyInAnyOrder("checkout", "gallery", "storefront");
      assertThat(demo.out().lines().filter(line -> line.contains("http://"))).hasSize(1);

      JsonNode finding =
          eventually(
              "the blocked loop is named",
              Duration.ofMinutes(2),
              () -> found(api, "loop-blocked"),
              one -> one != null);
      assertThat(finding.get("summary").asText())
          .startsWith("Event loop 'storefront-loop' was blocked ")
          .endsWith(" by com.acme.storefront.StockDatabase.pieces.");
      JsonNode growth =
          eventually(
              "the direct-memory leak is named",
              Duration.ofMinutes(3),
              () -> found(api, "direct-buffer-growth"),
              one -> one != null);
      assertThat(growth.get("summary").asText()).startsWith("Direct buffers ");
      demo.interruptGroup();
      assertThat(demo.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
      eventually(
          "the services have ended",
          Duration.ofSeconds(10),
          () -> services.stream().filter(ProcessHandle::isAlive).count(),
          alive -> alive == 0);
      eventually(
          "nobody listens any more",
          Duration.ofSeconds(10),
          () -> isFree(Integer.parseInt(address.replaceAll(".*:", ""))),
          free -> free);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidWithAWayOut() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Forked demo = diag("demo", "--port", Integer.toString(taken.getLocalPort()))) {
      assertThat(demo.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(demo.err())
          .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is already in use")
          .contains("./diag demo --port");
    }
  }

  @Test
  void whatElseIsTypedGoesToTheRightJar() {
    try (Forked ps = diag("ps");
        Forked help = diag("collector", "--help")) {
      assertThat(ps.awaitExit(Duration.ofSeconds(20))).isZero();
      assertThat(ps.out()).contains("PID");
      assertThat(help.awaitExit(Duration.ofSeconds(20))).isZero();
      assertThat(help.out()).contains("--token-file");
    }
  }

  private static int live(List<JsonNode> jvms) {
    int live = 0;
    for (JsonNode jvm : jvms) {
      live += jvm.get("state").asText().equals("live") ? 1 : 0;
    }
    return live;
  }

  private static JsonNode found(Api api, String rule) {
    for (JsonNode finding : api.json("/api/v1/findings").get("findings")) {
      if (finding.get("rule").asText().equals(rule)) {
        return finding;
      }
    }
    return null;
  }

  private static Forked diag(String... arguments) {
    List<String> command = new ArrayList<>();
    // a terminal sends the signal of Ctrl-C to a whole process group, which setsid makes
    command.add("setsid");
    command.add(Artifacts.repository().resolve("diag").toString());
    command.addAll(List.of(arguments));
    return Forked.start(command, BUILT);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket =
        new ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
