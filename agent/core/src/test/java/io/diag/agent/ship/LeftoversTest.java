package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final String DEAD = "/wire/v1/jvms/jvm-0000dead";
  private static final Hello HELLO =
      Hello.builder().service("of-the-dead").host("h").jdk("17").build();

  @TempDir private Path parent;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private String service;
  private HttpServer server;
  private Leftovers leftovers;

  @BeforeEach
  void start() throws IOException, ConfigException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Config config =
        new ConfigReader(Map.of(), Map.of(), null)
            .read("collector=http://127.0.0.1:" + server.getAddress().getPort());
    leftovers =
        new Leftovers(
            places("jvm-00000002"),
            id -> CollectorClient.ofLeftovers(config.collector(), id, null),
            log::add,
            System::currentTimeMillis);
  }

  @AfterEach
  void stop() {
    leftovers.stop();
    server.stop(0);
  }

  @Test
  void itemsAreSentUnderTheDeadJvmsIdAndNumbersAndTheFolderGoes() throws IOException {
    leave(3);
    drain();
    assertThat(requests)
        .containsExactly(
            "POST " + DEAD + "/items/7", "POST " + DEAD + "/items/8", "POST " + DEAD + "/items/9");
    assertThat(parent.toFile().list()).isEmpty();
    assertThat(log).hasSize(1).first().asString().startsWith("sent 3 items");
  }

  @Test
  void aCollectorThatForgotTheDeadJvmIsToldWhoItWas() throws IOException {
    leave(1);
    answers.add("404 urn:diag:unknown-jvm");
    drain();
    assertThat(requests)
        .containsExactly("POST " + DEAD + "/items/7", "PUT " + DEAD, "POST " + DEAD + "/items/7");
    assertThat(service).isEqualTo("of-the-dead");
  }

  @Test
  void aRefusedItemIsLeftOutAndTheRestGoesOn() throws IOException {
    leave(2);
    answers.add("422 too old");
    drain();
    assertThat(requests).containsExactly("POST " + DEAD + "/items/7", "POST " + DEAD + "/items/8");
    assertThat(parent.toFile().list()).isEmpty();
  }

  @Test
  void aCollectorThatIsBusyGetsItLaterAndAnAgentThatEndsLeavesItToTheNext() throws IOException {
    leave(2);
    answers.addAll(List.of("200", "503 busy"));
    assertThatThrownBy(this::drain).hasMessageContaining("503");
    assertThat(places("jvm-00000003").takeOver(folder(), 0)).as("ours as long as we are").isNull();
    leftovers.stop();
    DiskSpool next = places("jvm-00000003").takeOver(folder(), 0);
    assertThat(next.oldest().sequence()).isEqualTo(8);
    next.delete();
  }

  private void drain() throws IOException {
    while (leftovers.step()) {
      assertThat(requests).hasSizeLessThan(10);
    }
  }

  private void leave(int items) throws IOException {
    DiskSpool spool = places("jvm-0000dead").create();
    for (int i = 0; i < items; i++) {
      spool.append(new Item(7 + i, ItemKind.SERIES, 5, Map.of(), new byte[] {1}));
    }
    spool.close();
  }

  private File folder() {
    return new File(parent.toFile(), "diag-spool-jvm-0000dead");
  }

  private SpoolPlaces places(String jvmId) {
    return new SpoolPlaces(
        List.of(parent.toFile()),
        1 << 20,
        jvmId,
        () -> HELLO,
        SpoolPlaces::openFile,
        System::nanoTime);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    assertThat(exchange.getRequestHeaders().getFirst(Wire.LEFT_BEHIND_HEADER)).isEqualTo("true");
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    if (exchange.getRequestMethod().equals("PUT")) {
      service = HelloCodec.read(new ByteArrayInputStream(sent)).service();
    }
    String answer = answers.isEmpty() ? "200" : answers.remove();
    byte[] body =
        answer.equals("200")
            ? AckCodec.write(new Ack(false, false))
            : answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
