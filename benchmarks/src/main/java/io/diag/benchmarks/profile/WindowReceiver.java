package io.diag.benchmarks.profile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A collector that keeps the profiles it is sent, and pretends that somebody looks, so that one
 * comes every ten seconds. On loopback only.
 */
final class WindowReceiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final HttpServer server;
  private final BlockingQueue<SentWindow> received = new LinkedBlockingQueue<>();

  private WindowReceiver(HttpServer server) {
    this.server = server;
  }

  static WindowReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WindowReceiver receiver = new WindowReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  SentWindow next() throws IOException, InterruptedException {
    SentWindow window = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (window == null) {
      throw new IOException("no profile came within " + PATIENCE_SECONDS + " s");
    }
    return window;
  }

  /** Forgets what came up to now. */
  void forget() {
    received.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      SentWindow sent = SentWindow.of(exchange.getRequestHeaders()::getFirst, body);
      if (sent.isProfile()) {
        received.add(sent);
      }
      byte[] answer = AckCodec.write(new Ack(/* repeated= */ false, /* watched= */ true));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }
}
