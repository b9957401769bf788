package io.diag.e2e.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.HelloCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * Stands in for a collector and keeps what agents send as it came. On loopback only. A JVM that was
 * there before it is refused: it looks for the collector that had this port.
 */
public final class Receiver implements AutoCloseable {
  /** The kernel tells the start of a process by its ticks, and clocks are set in some tests. */
  private static final long SLACK_MILLIS = 5_000;

  private final HttpServer server;
  private final long openedAtMillis = System.currentTimeMillis();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
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
    String jvm = exchange.getRequestURI().getPath().substring(Wire.jvmPath("").length());
    if (exchange.getRequestMethod().equals("PUT") && isNew(body)) {
      known.add(jvm);
    }
    boolean accepted = known.contains(jvm.replaceAll("/.*", ""));
    if (accepted && kind != null) {
      byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      var headers = exchange.getRequestHeaders();
      items.add(new Received(ItemKind.ofLabel(kind), headers::getFirst, inflated));
    }
    boolean answered = accepted && (kind != null || exchange.getRequestMethod().equals("PUT"));
    byte[] answer = answered ? AckCodec.write(new Ack(false, true)) : new byte[0];
    exchange.sendResponseHeaders(answered ? 200 : 404, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private boolean isNew(byte[] hello) throws IOException {
    long startedAt = HelloCodec.read(new ByteArrayInputStream(hello)).startedAtMillis();
    return startedAt >= openedAtMillis - SLACK_MILLIS;
  }
}
