package io.diag.benchmarks.ui;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * The built UI on loopback, and an API that answers with what was prepared: compressed as the
 * collector does it, so that a request costs this side nothing while the browser is measured. Any
 * thread may use it.
 */
final class UiServer implements AutoCloseable {
  private static final int LATE_MILLIS = 700;
  private static final String API = "/api/v1/";
  private static final String JSON = "application/json";
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");
  // A fleet of 2,000 JVMs that are read every 5 s.
  private static final int HINTS = 40;
  private static final int HINTS_EVERY_MILLIS = 100;

  private final Path ui;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, byte[][]> answers = new ConcurrentHashMap<>();
  private final Set<String> late = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();

  private UiServer(Path ui, HttpServer server) {
    this.ui = ui;
    this.server = server;
  }

  static UiServer start(Path ui) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    UiServer started = new UiServer(ui, HttpServer.create(loopback, 100));
    started.server.setExecutor(started.threads);
    started.server.createContext("/", started::file);
    started.server.createContext("/bare/", started::bare);
    started.server.createContext(API, started::api);
    started.server.start();
    return started;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sets what a path of the API answers from now on; of several answers each in its turn. */
  void answer(String path, Object... bodies) throws IOException {
    byte[][] compressed = new byte[bodies.length][];
    for (int i = 0; i < bodies.length; i++) {
      compressed[i] = gzip(json.writeValueAsBytes(bodies[i]));
    }
    answers.put(path, compressed);
  }

  /** The same for an answer that is measured: it comes once all others are there and drawn. */
  void answerLate(String path, Object body) throws IOException {
    late.add(path);
    answer(path, body);
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    String name = path.contains(".") ? path : "index.html";
    String ending = name.substring(name.lastIndexOf('.') + 1);
    byte[] body = files.computeIfAbsent(name, this::compressedFile);
    send(exchange, MEDIA_TYPES.getOrDefault(ending, "application/octet-stream"), body);
  }

  private byte[] compressedFile(String name) {
    try {
      return gzip(Files.readAllBytes(ui.resolve(name)));
    } catch (IOException notThere) {
      throw new UncheckedIOException(notThere);
    }
  }

  /** Pages without the UI, to compare it with. */
  private void bare(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/bare/".length());
    try (InputStream in = UiServer.class.getResourceAsStream(name)) {
      send(exchange, MEDIA_TYPES.get("html"), gzip(in.readAllBytes()));
    }
  }

  private void api(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    if (path.equals("live")) {
      live(exchange);
      return;
    }
    byte[][] bodies = answers.get(path);
    if (bodies == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    if (late.contains(path)) {
      pause(LATE_MILLIS);
    }
    send(exchange, JSON, bodies[Math.floorMod(turn.getAndIncrement(), bodies.length)]);
  }

  /** Hints of a whole fleet; who listens for one JVM hears nothing. */
  private static void live(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    boolean ofAll = exchange.getRequestURI().getQuery() == null;
    StringBuilder hints = new StringBuilder();
    for (int i = 0; i < HINTS; i++) {
      hints
          .append("event: series\ndata: {\"jvm\":\"")
          .append(SyntheticFleet.id(i))
          .append("\"}\n\n");
    }
    byte[] all = hints.toString().getBytes(StandardCharsets.UTF_8);
    byte[] alive = ": alive\n\n".getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; ; i++) {
        if (ofAll) {
          out.write(all);
        } else if (i % 100 == 0) {
          out.write(alive);
        }
        out.flush();
        pause(HINTS_EVERY_MILLIS);
      }
    } catch (IOException readerWent) {
      // Its page was closed.
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] compressed)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, compressed.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(compressed);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static void pause(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
