package io.diag.e2e.harness;

import io.diag.wire.AckCodec;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.FeatureState;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Point;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** An agent's side of the wire, item by item as a test wants it. */
public final class WireClient {
  /** Shared: a test may be hundreds of agents. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String address;
  private final String jvm;

  public WireClient(String address, String jvm) {
    this.address = address;
    this.jvm = jvm;
  }

  public void hello() throws IOException, InterruptedException {
    hello("wire-test", "test");
  }

  public void hello(String service, String host) throws IOException, InterruptedException {
    hello(service, host, List.of());
  }

  public void hello(String service, String host, List<FeatureState> features)
      throws IOException, InterruptedException {
    Hello hello =
        Hello.builder()
            .service(service)
            .host(host)
            .jdk("17")
            .sentAtMillis(System.currentTimeMillis())
            .features(features)
            .build();
    send(
        request(Wire.jvmPath(jvm))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(HelloCodec.write(hello))));
  }

  /**
   * Sends one value; returns whether the collector had it already.
   *
   * @throws IOException if there was no ack
   */
  public boolean sample(long sequence, long timeMillis, String name, double value)
      throws IOException, InterruptedException {
    return sample(sequence, timeMillis, List.of(new Point(name, "1", value)));
  }

  /** Sends values of one time; returns whether the collector had them already. */
  public boolean sample(long sequence, long timeMillis, List<Point> points)
      throws IOException, InterruptedException {
    SeriesSample sample = new SeriesSample(timeMillis, points);
    return send(
        request(Wire.itemPath(jvm, sequence))
            .header(Wire.KIND_HEADER, ItemKind.SERIES.label())
            .header(Wire.TIME_HEADER, Long.toString(timeMillis))
            .POST(HttpRequest.BodyPublishers.ofByteArray(SeriesCodec.write(sample))));
  }

  public void event(long sequence, Event event) throws IOException, InterruptedException {
    send(
        request(Wire.itemPath(jvm, sequence))
            .header(Wire.KIND_HEADER, ItemKind.EVENT.label())
            .header(Wire.TIME_HEADER, Long.toString(event.timeMillis()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(EventCodec.write(event))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(5))
        .header("Content-Type", "application/json");
  }

  private boolean send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return AckCodec.read(new ByteArrayInputStream(response.body())).repeated();
  }
}
