package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.agent.config.Config;
import io.diag.agent.config.ConfigException;
import io.diag.agent.config.ConfigReader;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.Command;
import io.diag.wire.CommandList;
import io.diag.wire.CommandListCodec;
import io.diag.wire.CommandReport;
import io.diag.wire.Hello;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an HTTP server that answers a poll when the test says so. */
class CommandPollerTest {
  private final Spool spool = MemorySpool.of(1, 1 << 20);
  private final AtomicLong clock = new AtomicLong();
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicInteger items = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<HandedCommand> taken = new ArrayList<>();
  private HttpServer server;
  private CollectorSender sender;
  private CommandPoller poller;

  @BeforeEach
  void start() throws IOException, ConfigException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    Config config =
        new ConfigReader(Map.of(), Map.of(), null)
            .read("collector=http://127.0.0.1:" + server.getAddress().getPort());
    CollectorClient client = new CollectorClient(config.collector(), "jvm-00000001", null);
    Hello hello = Hello.builder().service("s").host("h").jdk("17").build();
    sender =
        new CollectorSender(
            spool,
            MemorySpool.noLeftovers(),
            client,
            () -> hello,
            line -> {},
            new Backoff(() -> 0),
            System::nanoTime);
    poller =
        new CommandPoller(
            config.collector(),
            "jvm-00000001",
            null,
            spool,
            sender,
            new Backoff(() -> 0),
            clock::get);
  }

  @AfterEach
  void stop() {
    poller.stop();
    sender.stop(0);
    answers.add("200");
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void nothingIsAskedBeforeTheCollectorHasAnsweredTheSender() {
    poller.step();
    poller.step();
    assertThat(polls.get()).isZero();
    contact();
    await(() -> polls.get() == 1);
  }

  @Test
  void noThreadWaitsForTheAnswer() {
    contact();
    await(() -> polls.get() == 1);
    await(() -> commandThreads() == 0);
    answers.add(commands("a"));
    await(() -> taken.size() == 1);
    assertThat(taken.get(0).command().id()).isEqualTo("a");
    await(() -> polls.get() == 2);
    await(() -> commandThreads() == 0);
  }

  @Test
  void theDeadlineIsTakenFromTheCollectorsClockAlone() {
    contact();
    clock.set(1_000);
    answers.add(commands("a"));
    await(() -> taken.size() == 1);
    assertThat(taken.get(0).deadlineNanos()).isEqualTo(1_000 + 90_000_000_000L);
  }

  @Test
  void aCollectorWithoutCommandsIsAskedAgainTenMinutesLater() {
    contact();
    answers.add("404");
    assertThat(nanosUntilPoll(2)).isGreaterThanOrEqualTo(600_000_000_000L);
  }

  @Test
  void aFailureIsFollowedByAPauseThatGrows() {
    contact();
    answers.add("503");
    assertThat(nanosUntilPoll(2)).isGreaterThanOrEqualTo(1_000_000_000L);
    answers.add("503");
    assertThat(nanosUntilPoll(3)).isGreaterThanOrEqualTo(2_000_000_000L);
    answers.add("503");
    assertThat(nanosUntilPoll(4)).isGreaterThanOrEqualTo(4_000_000_000L);
  }

  @Test
  void aReportIsSentAtOnce() {
    contact();
    int before = items.get();
    poller.report(new CommandReport(5, "a", CommandReport.State.RUNNING, null, null, null));
    await(() -> items.get() == before + 1);
  }

  @Test
  void stoppingEndsAnOpenRequestAtOnce() {
    contact();
    await(() -> polls.get() == 1);
    long start = System.nanoTime();
    poller.stop();
    await(() -> commandThreads() == 0);
    assertThat(System.nanoTime() - start).as("not the 25 s of the poll").isLessThan(5_000_000_000L);
  }

  /** How far the clock has to go; it goes on while the answer before is read. */
  private long nanosUntilPoll(int number) {
    long before = clock.get();
    await(
        () -> {
          clock.addAndGet(1_000_000);
          return polls.get() == number;
        });
    return clock.get() - before;
  }

  /** Has the sender meet the collector, and steps until the poller asks. */
  private void contact() {
    sender.announce();
    await(() -> sender.trouble() == null);
    poller.step();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = AckCodec.write(new Ack(false, false));
    int status = 200;
    if (exchange.getRequestURI().getPath().endsWith("/commands")) {
      polls.incrementAndGet();
      try {
        String answer = answers.take();
        status = Integer.parseInt(answer.substring(0, 3));
        body = answer.substring(3).getBytes(StandardCharsets.UTF_8);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    } else if (exchange.getRequestMethod().equals("POST")) {
      items.incrementAndGet();
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String commands(String id) {
    Command command = new Command(id, "dance", Map.of(), 500_090_000L, false);
    return "200"
        + new String(
            CommandListCodec.write(new CommandList(500_000_000L, List.of(command))),
            StandardCharsets.UTF_8);
  }

  private static long commandThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("diag-commands"))
        .count();
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      poller.step();
      taken.addAll(poller.take());
      Thread.onSpinWait();
    }
  }
}
