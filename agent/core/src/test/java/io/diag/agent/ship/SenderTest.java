package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.Hello;
import io.diag.wire.ItemKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sender against a server that answers as each test tells it to. */
class SenderTest {
  private static final String PATH = "/wire/v1/jvms/jvm-00000001";

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> answers = new ArrayDeque<>();
  private final Spool spool = MemorySpool.of(1, 1 << 20);
  private final AtomicLong clock = new AtomicLong();
  private HttpServer server;
  private CollectorSender sender;

  @BeforeEach
  void start() throws IOException, ConfigException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    sender = sender(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    sender.stop(0);
    server.stop(0);
  }

  @Test
  void helloComesBeforeTheFirstItemAndItemsInOrder() {
    add(3);
    sender.kick();
    await(spool::isEmpty);
    assertThat(requests)
        .containsExactly(
            "PUT " + PATH,
            "POST " + PATH + "/items/1",
            "POST " + PATH + "/items/2",
            "POST " + PATH + "/items/3");
    assertThat(sender.trouble()).isNull();
    assertThat(spool.acknowledged()).isEqualTo(3);
  }

  @Test
  void aRefusedItemIsDroppedCountedAndSaidAndTheRestGoesOn() {
    answers.addAll(List.of("200", "422 bad chunk", "200"));
    add(2);
    sender.kick();
    await(spool::isEmpty);
    assertThat(spool.refused()).isEqualTo(1);
    assertThat(spool.acknowledged()).isEqualTo(1);
    assertThat(log).anyMatch(line -> line.contains("item 1") && line.contains("bad chunk"));
  }

  @Test
  void loadAndSignInFailuresAreTriedAgainAfterAPause() {
    for (String status : List.of("401", "403", "408", "429", "500", "503")) {
      answers.addAll(List.of("200", status));
      add(1);
      sender.announce();
      await(() -> String.valueOf(sender.trouble()).contains(status));
      assertThat(spool.size()).as(status).isEqualTo(1);
      sender.kick();
      assertThat(spool.size()).as("no try before the pause is over").isEqualTo(1);
      clock.addAndGet(60_000_000_000L);
      awaitKicked(spool::isEmpty);
    }
    assertThat(spool.refused()).isZero();
  }

  @Test
  void aCollectorThatForgotThisJvmIsGreetedAgain() {
    answers.addAll(List.of("200", "404 urn:diag:unknown-jvm", "200", "200"));
    add(1);
    sender.kick();
    await(spool::isEmpty);
    assertThat(requests)
        .containsExactly(
            "PUT " + PATH, "POST " + PATH + "/items/1", "PUT " + PATH, "POST " + PATH + "/items/1");
  }

  @Test
  void aCollectorThatNeverKnowsThisJvmIsNotAskedInALoop() {
    answers.addAll(List.of("200", "404 urn:diag:unknown-jvm", "200", "404 urn:diag:unknown-jvm"));
    add(1);
    sender.kick();
    await(() -> String.valueOf(sender.trouble()).contains("unknown-jvm"));
    assertThat(requests).hasSize(4);
    assertThat(spool.size()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNoAckCountsAsTrouble() {
    answers.add("200-html");
    add(1);
    sender.kick();
    await(() -> String.valueOf(sender.trouble()).contains("not JSON"));
    assertThat(spool.size()).isEqualTo(1);
  }

  @Test
  void theThreadIsGoneSoonAfterTheLastItem() {
    add(1);
    sender.kick();
    await(spool::isEmpty);
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("diag-sender")));
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String answer = answers.isEmpty() ? "200" : answers.remove();
    byte[] body =
        switch (answer) {
          case "200" -> AckCodec.write(new Ack(false, false));
          case "200-html" -> "<html>".getBytes(StandardCharsets.UTF_8);
          default -> answer.getBytes(StandardCharsets.UTF_8);
        };
    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private CollectorSender sender(int port) throws ConfigException {
    Config config =
        new ConfigReader(Map.of(), Map.of(), null).read("collector=http://127.0.0.1:" + port);
    CollectorClient client = new CollectorClient(config.collector(), "jvm-00000001", null);
    Hello hello = Hello.builder().service("s").host("h").jdk("17").build();
    return new CollectorSender(
        spool,
        MemorySpool.noLeftovers(),
        client,
        () -> hello,
        log::add,
        new Backoff(() -> 0),
        clock::get);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      spool.add(ItemKind.SERIES, 5, Collections.emptyMap(), "{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Kicks as each reading does: one that comes while the sender still ends is lost. */
  private void awaitKicked(BooleanSupplier condition) {
    await(
        () -> {
          sender.kick();
          return condition.getAsBoolean();
        });
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
