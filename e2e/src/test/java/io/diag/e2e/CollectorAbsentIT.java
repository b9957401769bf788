package io.diag.e2e;

import static io.diag.e2e.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.e2e.harness.Artifacts;
import io.diag.e2e.harness.CollectorProcess;
import io.diag.e2e.harness.Forked;
import io.diag.e2e.harness.Jdk;
import io.diag.e2e.subject.Idle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application whose collector is not there does not notice, and nothing is lost. */
@Tag("waits")
class CollectorAbsentIT {
  @Test
  void dataOfTheTimeBeforeTheCollectorCameArrivesLater() {
    CollectorProcess collector = CollectorProcess.start();
    collector.kill();
    try (collector;
        Forked jvm = idle(collector.address())) {
      jvm.awaitLine("ready");
      long started = System.currentTimeMillis();
      eventually(
          "two readings are due",
          Duration.ofSeconds(20),
          System::currentTimeMillis,
          now -> now > started + 8_000);
      collector.restart();
      long back = System.currentTimeMillis();
      String id = collector.api().awaitJvm(jvm.pid(), "live").get("id").asText();
      eventually(
          "readings from before the collector came",
          Duration.ofSeconds(60),
          () ->
              collector.api().times(id, "diag.process.rss").stream()
                  .filter(time -> time < back)
                  .count(),
          count -> count >= 2);
      assertThat(jvm.err().lines().filter(line -> line.contains("cannot send"))).hasSize(1);
    }
  }

  /**
   * The collector's address accepts no connection for as long as a connect may take, so a start
   * that waited for it would be seen as the connect still pending when the application is ready.
   */
  @Test
  void theApplicationStartsWhileTheAgentStillWaitsForItsCollector() throws IOException {
    List<Socket> fillers = new ArrayList<>();
    try (ServerSocket full = new ServerSocket()) {
      full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
      fillBacklog(address, fillers);
      try (Forked jvm = idle("http://127.0.0.1:" + address.getPort())) {
        jvm.awaitLine("ready");
        assertThat(jvm.err())
            .as("the first try has neither succeeded nor failed yet")
            .contains("sending to")
            .doesNotContain("cannot send");
        eventually(
            "the connect has timed out",
            Duration.ofSeconds(20),
            jvm::err,
            lines -> lines.contains("cannot send"));
      }
    } finally {
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void anApplicationThatEndsAtOnceIsNotHeldUp() {
    try (Forked jvm =
        Forked.target(
            Jdk.own(),
            List.of("-javaagent:" + Artifacts.agent() + "=collector=http://127.0.0.1:1"),
            io.diag.e2e.subject.Looker.class,
            "exit")) {
      assertThat(jvm.awaitExit(Duration.ofSeconds(10))).isEqualTo(7);
    }
  }

  private static void fillBacklog(InetSocketAddress address, List<Socket> fillers)
      throws IOException {
    for (int i = 0; i < 16; i++) {
      Socket socket = new Socket();
      fillers.add(socket);
      try {
        socket.connect(address, 300);
      } catch (java.net.SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("the backlog never filled up");
  }

  private static Forked idle(String collector) {
    return Forked.target(
        Jdk.own(),
        List.of("-javaagent:" + Artifacts.agent() + "=collector=" + collector),
        Idle.class);
  }
}
