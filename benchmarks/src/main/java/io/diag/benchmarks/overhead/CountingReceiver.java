package io.diag.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.CommandList;
import io.diag.wire.CommandListCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for a collector: acknowledges whatever agents send, counts the bytes of the bodies, and
 * has no commands for whoever waits for some. On loopback only.
 */
final class CountingReceiver implements AutoCloseable {
  /** As long as agents wait for commands. */
  private static final long COMMANDS_MILLIS = 25_000;

  private final HttpServer server;
  private final boolean watched;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<String> events = new AtomicReference<>();

  private CountingReceiver(HttpServer server, boolean watched) {
    this.server = server;
    this.watched = watched;
  }

  /**
   * @param watched whether to tell agents that somebody looks, so that a profile comes every 10 s
   */
  static CountingReceiver start(boolean watched) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CountingReceiver receiver = new CountingReceiver(server, watched);
    server.setExecutor(Executors.newCachedThreadPool(CountingReceiver::daemon));
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long bytes() {
    return bytes.get();
  }

  /** Begins to wait for a profile. */
  void forgetEvents() {
    events.set(null);
  }

  /** What the first profile since then holds, as its header says it; null before it came. */
  String events() {
    return events.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String held = exchange.getRequestHeaders().getFirst("Diag-Events");
    if (held != null) {
      events.compareAndSet(null, held);
    }
    bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
    byte[] answer =
        exchange.getRequestMethod().equals("GET")
            ? noCommands()
            : AckCodec.write(new Ack(/* repeated= */ false, watched));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static byte[] noCommands() {
    LockSupport.parkNanos(COMMANDS_MILLIS * 1_000_000);
    return CommandListCodec.write(new CommandList(System.currentTimeMillis(), List.of()));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "receiver");
    thread.setDaemon(true);
    return thread;
  }
}
