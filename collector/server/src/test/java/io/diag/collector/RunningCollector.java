package io.diag.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.wire.CommandReport;
import io.diag.wire.CommandReportCodec;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.Goodbye;
import io.diag.wire.GoodbyeCodec;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.HistogramPoint;
import io.diag.wire.ItemKind;
import io.diag.wire.Point;
import io.diag.wire.ProfileSpan;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A collector in this process and what an agent and a browser would say to it. */
public final class RunningCollector implements AutoCloseable {
  public static final String JVM = "11111111-2222-3333-4444-555555555555";
  private static final JsonMapper MAPPER = new JsonMapper();

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,content-length,connection");
  }

  public final TestClock clock = new TestClock("2026-11-22T12:00:00Z");
  private final Collector collector;
  private final HttpClient client = HttpClient.newHttpClient();

  public RunningCollector(Path data) throws StartException {
    this(data, config -> config);
  }

  public RunningCollector(Path data, UnaryOperator<CollectorConfig> change) throws StartException {
    collector = Collector.start(change.apply(CollectorConfig.local(data).withClock(clock)));
  }

  @Override
  public void close() {
    collector.close();
  }

  public int port() {
    return collector.port();
  }

  public long now() {
    return clock.millis();
  }

  /** Sends what was built; the address is filled in. */
  public HttpResponse<String> send(String path, HttpRequest.Builder request) {
    try {
      return client.send(
          request.uri(URI.create("http://127.0.0.1:" + collector.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder().GET();
    return send(path, headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends at once and does not wait for the answer. */
  public CompletableFuture<HttpResponse<String>> getSoon(String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return parse(response);
  }

  public static JsonNode parse(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  public static Hello.Builder aHello() {
    return Hello.builder()
        .service("checkout")
        .host("web-1")
        .jdk("17.0.15")
        .pid(4711)
        .startedAtMillis(1_700_000_000_000L)
        .intervalMillis(5_000)
        .agentVersion("0.1.0");
  }

  public HttpResponse<String> hello(String jvm, Hello.Builder hello) {
    return send(
        Wire.jvmPath(jvm),
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(HelloCodec.write(hello.build()))));
  }

  /** With the hello of {@link #JVM}. */
  public RunningCollector greeted() {
    hello(JVM, aHello().sentAtMillis(now()));
    return this;
  }

  public static HttpRequest.Builder item(ItemKind kind, long timeMillis, byte[] body) {
    return HttpRequest.newBuilder()
        .header("Content-Type", kind.mediaType())
        .header(Wire.KIND_HEADER, kind.label())
        .header(Wire.TIME_HEADER, String.valueOf(timeMillis))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  public HttpResponse<String> series(long sequence, long timeMillis, Point... points) {
    byte[] body = SeriesCodec.write(new SeriesSample(timeMillis, List.of(points)));
    return send(Wire.itemPath(JVM, sequence), item(ItemKind.SERIES, timeMillis, body));
  }

  /** As an agent sends what another JVM left behind. */
  public HttpResponse<String> leftBehind(
      ItemKind kind, long sequence, long timeMillis, byte[] body) {
    return send(
        Wire.itemPath(JVM, sequence),
        item(kind, timeMillis, body).header(Wire.LEFT_BEHIND_HEADER, "true"));
  }

  public HttpResponse<String> histograms(
      long sequence, long timeMillis, HistogramPoint... histograms) {
    byte[] body = SeriesCodec.write(new SeriesSample(timeMillis, List.of(), List.of(histograms)));
    return send(Wire.itemPath(JVM, sequence), item(ItemKind.SERIES, timeMillis, body));
  }

  public HttpResponse<String> event(long sequence, Event event) {
    return send(
        Wire.itemPath(JVM, sequence),
        item(ItemKind.EVENT, event.timeMillis(), EventCodec.write(event)));
  }

  public HttpResponse<String> goodbye(long sequence, Goodbye.Reason reason) {
    byte[] body = GoodbyeCodec.write(new Goodbye(now(), reason));
    return send(Wire.itemPath(JVM, sequence), item(ItemKind.GOODBYE, now(), body));
  }

  public HttpResponse<String> profile(long sequence, long timeMillis, byte[] chunk) {
    return send(
        Wire.itemPath(JVM, sequence),
        item(ItemKind.PROFILE, timeMillis, chunk).header(Wire.INTERVAL_HEADER, "10000000"));
  }

  /** What an agent says of a command. */
  public HttpResponse<String> report(
      long sequence, String command, CommandReport.State state, Map<String, ?> result) {
    byte[] body =
        CommandReportCodec.write(
            new CommandReport(now(), command, state, null, "as the test says", result));
    return send(Wire.itemPath(JVM, sequence), item(ItemKind.COMMAND, now(), body));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** With what an agent says of a chunk. */
  public HttpResponse<String> profile(
      long sequence, long timeMillis, byte[] chunk, ProfileSpan span) {
    HttpRequest.Builder request = item(ItemKind.PROFILE, timeMillis, chunk);
    span.headers().forEach(request::header);
    return send(Wire.itemPath(JVM, sequence), request);
  }

  /** The points of the series of a name without labels. */
  public JsonNode points(String name, long from, long to) {
    JsonNode series =
        json("/api/v1/jvms/" + JVM + "/series?names=" + name + "&from=" + from + "&to=" + to)
            .get("series");
    return series.isEmpty() ? MAPPER.createArrayNode() : series.get(0).get("points");
  }

  public String state() {
    return json("/api/v1/jvms/" + JVM).get("state").asText();
  }

  public static Point heap(double value) {
    return new Point("jvm.memory.used", "By", Map.of("jvm.memory.type", "heap"), value);
  }

  /** Sends the lines of a request without a body. */
  public String raw(String... lines) throws IOException {
    return raw((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends bytes as they are, ends the sending side, and returns all that comes back. */
  public String raw(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
