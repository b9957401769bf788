package io.diag.e2e.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** Stands in for a collector and keeps what agents send as it came. On loopback only. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> items = new CopyOnWriteArrayList<>();

  /** One item. */
  public static final class Received {
    private final ItemKind kind;
    private final UnaryOperator<String> header;
    private final byte[] body;

    Received(ItemKind kind, UnaryOperator<String> header, byte[] body) {
      this.kind = kind;
      this.header = header;
      this.body = body;
    }

    public ItemKind kind() {
      return kind;
    }

    public UnaryOperator<String> header() {
      return header;
    }

    /** Inflated. */
    public byte[] body() {
      return body;
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
  }

  public static Receiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Receiver receiver = new Receiver(server);
      server.createContext("/wire/", receiver::take);
      server.start();
      return receiver;
    } catch (IOException cannotListen) {
      throw new UncheckedIOException(cannotListen);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Received> items(ItemKind kind) {
    return items.stream().filter(item -> item.kind() == kind).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String kind = exchange.getRequestHeaders().getFirst(Wire.KIND_HEADER);
    if (kind != null) {
      byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      var headers = exchange.getRequestHeaders();
      items.add(new Received(ItemKind.ofLabel(kind), headers::getFirst, inflated));
    }
    boolean known = kind != null || exchange.getRequestMethod().equals("PUT");
    byte[] answer = known ? AckCodec.write(new Ack(false, true)) : new byte[0];
    exchange.sendResponseHeaders(known ? 200 : 404, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
