package io.diag.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Acknowledges whatever agents send and counts the bytes of the bodies. On loopback only. */
final class CountingReceiver implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong bytes = new AtomicLong();

  private CountingReceiver(HttpServer server) {
    this.server = server;
  }

  static CountingReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CountingReceiver receiver = new CountingReceiver(server);
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

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
    boolean asks = exchange.getRequestMethod().equals("GET");
    byte[] answer = asks ? new byte[0] : AckCodec.write(new Ack(false, false));
    exchange.sendResponseHeaders(asks ? 404 : 200, asks ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
