package io.diag.collector.ingest;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.aHello;
import static io.diag.collector.RunningCollector.heap;
import static io.diag.collector.RunningCollector.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import io.diag.wire.ItemKind;
import io.diag.wire.Point;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import io.diag.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  @TempDir private Path data;
  private RunningCollector collector;

  @BeforeEach
  void start() throws StartException {
    collector = new RunningCollector(data).greeted();
  }

  @AfterEach
  void nothingWasStored() {
    assertThat(collector.json("/api/v1/jvms/" + JVM + "/series").get("series")).isEmpty();
    collector.close();
  }

  @Test
  void anItemOfAnUnknownJvmAsksForAHello() {
    HttpResponse<String> response =
        collector.send(
            Wire.itemPath("99999999-0000", 1), item(ItemKind.SERIES, collector.now(), sample()));
    assertProblem(response, 404, "unknown-jvm", "hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with_underscore_", "a%20b%20c%20d%20e", "x..y..z..w"})
  void idsOfAnotherShapeAreRefused(String id) {
    assertProblem(collector.hello(id, aHello()), 400, "bad-item", "8 to 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "9007199254740992", "1e3", "x", "99999999999999999999"})
  void sequencesOutOfRangeAreRefused(String sequence) {
    HttpResponse<String> response =
        collector.send(
            Wire.jvmPath(JVM) + "/items/" + sequence,
            item(ItemKind.SERIES, collector.now(), sample()));
    assertProblem(response, 400, "bad-item", "sequence");
  }

  @ParameterizedTest
  @CsvSource({
    "Diag-Item, , 400, bad-item",
    "Diag-Item, heap-dump, 422, unknown-kind",
    "Diag-Time, , 400, bad-item",
    "Diag-Time, yesterday, 400, bad-item",
    "Diag-Time, 0, 422, time-out-of-range",
    "Diag-Time, 9007199254740991, 422, time-out-of-range",
    "Diag-Time, -9223372036854775808, 422, time-out-of-range",
    "Diag-Interval-Nanos, -5, 400, bad-item",
    "Content-Encoding, br, 415, content-encoding",
    "Content-Type, application/octet-stream, 415, content-type"
  })
  void headersThatAreMissingOrWrongAreRefused(String name, String value, int status, String word) {
    HttpRequest.Builder changed =
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(sample()));
    Map.of(
            "Content-Type", "application/json",
            "Diag-Item", "series",
            "Diag-Time", String.valueOf(collector.now()))
        .forEach(
            (header, usual) -> {
              if (!header.equals(name)) {
                changed.header(header, usual);
              }
            });
    if (value != null) {
      changed.header(name, value);
    }
    HttpResponse<String> response = collector.send(Wire.itemPath(JVM, 1), changed);
    assertProblem(response, status, word, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{\"time\":1",
        "{\"points\":[]}",
        "{\"time\":1,\"points\":[{\"name\":\"a\",\"unit\":\"1\"}]}",
        "{\"time\":1,\"points\":[{\"name\":\"a\",\"unit\":\"1\",\"value\":\"x\"}]}",
        "{\"time\":1,\"points\":[{\"name\":\"a\",\"unit\":\"1\",\"value\":1e999}]}",
        "{\"time\":1,\"points\":[{\"name\":\"a\",\"unit\":\"1\",\"value\":NaN}]}",
        "{\"time\":99999999999999999999,\"points\":[]}"
      })
  void bodiesThatAreNotASampleAreRefused(String body) {
    assertProblem(
        post(ItemKind.SERIES, body.getBytes(StandardCharsets.UTF_8)),
        400,
        "bad-body",
        "docs/wire.md");
  }

  @Test
  void whatIsNotGzipThoughItSaysSoIsRefused() {
    HttpResponse<String> response =
        collector.send(
            Wire.itemPath(JVM, 1),
            item(ItemKind.SERIES, collector.now(), sample()).header("Content-Encoding", "gzip"));
    assertProblem(response, 400, "not-gzip", "gzip");
  }

  @Test
  void gzipCutAnywhereIsRefused() throws IOException {
    byte[] whole = gzip(sample());
    for (int length = 0; length < whole.length; length++) {
      HttpResponse<String> response =
          collector.send(
              Wire.itemPath(JVM, 1),
              item(ItemKind.SERIES, collector.now(), Arrays.copyOf(whole, length))
                  .header("Content-Encoding", "gzip"));
      assertThat(response.statusCode()).as("cut at " + length).isEqualTo(400);
    }
  }

  @Test
  void aBodyThatEndsBeforeItsLengthStoresNothing() throws IOException {
    byte[] body = sample();
    String head =
        String.join(
            "\r\n",
            "POST " + Wire.itemPath(JVM, 1) + " HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Diag-Item: series",
            "Diag-Time: " + collector.now(),
            "Content-Length: " + (body.length + 1),
            "",
            "");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.getBytes(StandardCharsets.US_ASCII));
    request.write(body);
    String answer = collector.raw(request.toByteArray());
    assertThat(answer).doesNotContain(" 200 ");
  }

  @Test
  void moreThanTheSentLimitIsRefused() {
    HttpResponse<String> response = post(ItemKind.PROFILE, new byte[Wire.MAX_SENT_BYTES + 1]);
    assertProblem(response, 413, "too-large", String.valueOf(Wire.MAX_SENT_BYTES));
  }

  @Test
  void aSmallBodyThatInflatesWithoutEndIsRefused() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 65; i++) {
        out.write(zeros);
      }
    }
    for (ItemKind kind : new ItemKind[] {ItemKind.PROFILE}) {
      HttpResponse<String> response =
          collector.send(
              Wire.itemPath(JVM, 1),
              item(kind, collector.now(), bomb.toByteArray()).header("Content-Encoding", "gzip"));
      assertProblem(response, 413, "too-large", String.valueOf(Wire.MAX_INFLATED_BYTES));
    }
  }

  @Test
  void aProfileThatIsNotJfrIsRefusedWithThePlace() {
    assertProblem(
        post(ItemKind.PROFILE, "not a recording".getBytes(StandardCharsets.UTF_8)),
        422,
        "bad-profile",
        "chunk header");
    assertProblem(post(ItemKind.PROFILE, new byte[0]), 422, "bad-profile", "at 0x0");
  }

  @Test
  void oneSeriesTooManyIsNamedAndNothingOfItsSampleIsKept() {
    Point[] many =
        IntStream.rangeClosed(0, 2_000)
            .mapToObj(i -> new Point("s" + i, "1", i))
            .toArray(Point[]::new);
    assertProblem(collector.series(1, collector.now(), many), 422, "limit", "s2000");
  }

  @Test
  void tooManyOrTooLongLabelsAreRefused() {
    Point longLabel = new Point("a", "1", Map.of("l", "x".repeat(1_001)), 1);
    assertProblem(collector.series(1, collector.now(), longLabel), 422, "limit", "labels");
  }

  @Test
  void unknownPathsAndMethodsAreTold() {
    assertProblem(collector.get("/api/v2/jvms"), 404, "not-found", "openapi.json");
    HttpResponse<String> wrong =
        collector.send(
            Wire.jvmPath(JVM),
            HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertProblem(wrong, 405, "method", "PUT");
    assertThat(wrong.headers().firstValue("Allow")).hasValue("PUT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=x",
        "to=1.5",
        "points=1",
        "points=10001",
        "points=",
        "from=5&to=5",
        "from=-1",
        "to=99999999999999999999",
        "from=&to=1",
        "to=253402300800001"
      })
  void parametersOutOfRangeAreNamedWithWhatIsAccepted(String query) {
    String name = query.substring(0, query.indexOf('='));
    HttpResponse<String> response = collector.get("/api/v1/jvms/" + JVM + "/series?" + query);
    assertProblem(response, 400, "bad-parameter", "'" + name + "' is");
    assertThat(response.body()).contains("accepted is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event=smell", "format=svg", "from=x"})
  void profileParametersAreCheckedToo(String query) {
    assertProblem(
        collector.get("/api/v1/jvms/" + JVM + "/profile?" + query),
        400,
        "bad-parameter",
        "accepted");
  }

  @Test
  void unknownJvmsAreTold() {
    for (String path : new String[] {"", "/series", "/profile"}) {
      assertProblem(
          collector.get("/api/v1/jvms/nobody-here" + path), 404, "unknown-jvm", "/api/v1/jvms");
    }
  }

  private HttpResponse<String> post(ItemKind kind, byte[] body) {
    return collector.send(Wire.itemPath(JVM, 1), item(kind, collector.now(), body));
  }

  private byte[] sample() {
    return SeriesCodec.write(new SeriesSample(collector.now(), List.of(heap(1))));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String word, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = RunningCollector.parse(response);
    assertThat(problem.get("type").asText()).isEqualTo("urn:diag:" + word);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("detail").asText()).contains(detail);
  }
}
