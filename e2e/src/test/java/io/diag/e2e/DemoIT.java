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
import org.junit.jupiter.api.Test;

/** {@code ./diag}, as the README tells a newcomer to use it. */
class DemoIT {
  private static final Map<String, String> BUILT = Map.of("DIAG_BUILD", "never");

  @Test
  void theDemoShowsASickServiceAndEndsWithEverythingItStarted() throws IOException {
    try (Forked demo = diag("demo", "--port", Integer.toString(freePort()))) {
      String address = demo.awaitLine("diag: open ").replace("diag: open ", "");
      Api api = CollectorProcess.apiAt(address);
      JsonNode jvm =
          eventually(
                  "the service is live",
                  Duration.ofSeconds(30),
                  api::jvms,
                  jvms -> jvms.size() == 1 && jvms.get(0).get("state").asText().equals("live"))
              .get(0);
      assertThat(jvm.get("service").asText()).isEqualTo("checkout");
      ProcessHandle service = ProcessHandle.of(jvm.get("pid").asLong()).orElseThrow();
      assertThat(demo.out().lines().filter(line -> line.contains("http://"))).hasSize(1);

      demo.interruptGroup();
      assertThat(demo.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
      eventually(
          "the service has ended", Duration.ofSeconds(10), service::isAlive, alive -> !alive);
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
