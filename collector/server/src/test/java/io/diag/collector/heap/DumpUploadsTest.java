package io.diag.collector.heap;

import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heap dumps that come in pieces. */
class DumpUploadsTest {
  private static final String UPLOADS = "/api/v1/heap-uploads";
  private static final int PIECE = 1_000;

  @TempDir private Path data;

  private final byte[] dump = dump();

  @Test
  void aDumpComesInPiecesOverARestartAndAfterACut() throws Exception {
    String path;
    try (RunningCollector collector = new RunningCollector(data)) {
      path = UPLOADS + "/" + begin(collector, "&jvm=1f&id=mine");
      assertThat(path).endsWith("/mine");
      assertThat(begin(collector, "&id=mine")).as("asked again").isEqualTo("mine");
      assertThat(offset(append(collector, path, 0, PIECE))).isEqualTo(PIECE);
      sendHalf(collector, path, PIECE, PIECE);
      assertThat(collector.json(path).get("offset").asInt()).isEqualTo(PIECE + PIECE / 2);
    }
    try (RunningCollector again = new RunningCollector(data)) {
      int at = again.json(path).get("offset").asInt();
      assertThat(at).isEqualTo(PIECE + PIECE / 2);
      HttpResponse<String> wrong = append(again, path, PIECE, PIECE);
      assertThat(wrong.statusCode()).isEqualTo(409);
      assertThat(parse(wrong).get("detail").asText()).contains(at + " bytes have come");
      assertThat(complete(again, path, sha256()).statusCode()).isEqualTo(409);
      while (at < dump.length) {
        at = offset(append(again, path, at, Math.min(PIECE, dump.length - at)));
      }
      HttpResponse<String> done = complete(again, path, sha256());
      assertThat(done.statusCode()).isEqualTo(201);
      assertThat(parse(done).get("id").asText()).isEqualTo("mine");
      assertThat(parse(done).get("jvm").asText()).isEqualTo("1f");
      assertThat(complete(again, path, sha256()).statusCode()).as("asked again").isEqualTo(201);
      assertThat(Files.readAllBytes(data.resolve("heap/mine/dump"))).isEqualTo(dump);
      assertThat(kept()).isEmpty();
      String taken = UPLOADS + "?name=x&bytes=9&id=mine";
      assertThat(again.send(taken, post()).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void anotherChecksumOrNoDumpIsRefusedAndForgotten() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      String path = UPLOADS + "/" + begin(collector, "");
      append(collector, path, 0, dump.length);
      assertThat(complete(collector, path, "12").statusCode()).isEqualTo(400);
      HttpResponse<String> wrong = complete(collector, path, "0".repeat(64));
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(parse(wrong).get("detail").asText()).contains(sha256());
      assertThat(kept()).isEmpty();
      assertThat(collector.get(path).statusCode()).isEqualTo(404);
      assertThat(collector.json("/api/v1/heap-dumps").get("heapDumps")).isEmpty();

      Arrays.fill(dump, 0, 20, (byte) 'x');
      String other = UPLOADS + "/" + begin(collector, "");
      append(collector, other, 0, dump.length);
      HttpResponse<String> none = complete(collector, other, sha256());
      assertThat(parse(none).get("type").asText()).isEqualTo("urn:diag:no-heap-dump");
      assertThat(kept()).isEmpty();
    }
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItComes() throws Exception {
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withHeap(1e-6 * PIECE))) {
      HttpRequest.Builder begin = post();
      String large = UPLOADS + "?name=x&bytes=" + 2_000_000_000_000L;
      assertThat(collector.send(large, begin).statusCode()).isEqualTo(413);
      assertThat(collector.send(UPLOADS + "?name=x", post()).statusCode()).isEqualTo(400);
      assertThat(collector.send(UPLOADS + "?name=x&bytes=9&id=..%2Fx", post()).statusCode())
          .isEqualTo(400);
      assertThat(collector.get(UPLOADS + "/..%2Fx").statusCode()).isIn(400, 404);
      String path = UPLOADS + "/small";
      collector.send(UPLOADS + "?name=x&bytes=9&id=small", post());
      assertThat(append(collector, path, 0, 10).statusCode()).isEqualTo(413);
      assertThat(offset(append(collector, path, 0, 9))).isEqualTo(9);
      HttpRequest.Builder delete =
          HttpRequest.newBuilder().header("Content-Type", "application/json").DELETE();
      assertThat(collector.send(path, delete).statusCode()).isEqualTo(204);
      assertThat(kept()).isEmpty();
    }
  }

  @Test
  void whatNobodyGoesOnWithForADayMakesRoom() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      for (int i = 0; i < 8; i++) {
        begin(collector, "&id=rests-" + i);
      }
      assertThat(collector.send(UPLOADS + "?name=x&bytes=9", post()).statusCode()).isEqualTo(503);
      Path rests = data.resolve("heap-uploads/rests-3/dump");
      long dayAgo = collector.now() - 25 * 3_600_000;
      Files.setLastModifiedTime(rests, FileTime.fromMillis(dayAgo));
      assertThat(begin(collector, "&id=new")).isEqualTo("new");
      assertThat(kept()).hasSize(8).contains("new").doesNotContain("rests-3");
    }
  }

  private String begin(RunningCollector collector, String more) throws IOException {
    HttpResponse<String> begun =
        collector.send(UPLOADS + "?name=shop.hprof&bytes=" + dump.length + more, post());
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return parse(begun).get("id").asText();
  }

  private HttpResponse<String> append(RunningCollector to, String path, int offset, int length) {
    return to.send(
        path + "?offset=" + offset,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(dump, offset, length)));
  }

  /** A piece whose connection breaks in the middle. */
  private void sendHalf(RunningCollector to, String path, int offset, int length)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "PUT "
              + path
              + "?offset="
              + offset
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"
              + "Content-Length: "
              + length
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(dump, offset, length / 2);
      out.flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  private static HttpResponse<String> complete(RunningCollector to, String path, String sha256) {
    return to.send(path + "/complete?sha256=" + sha256, post());
  }

  private static HttpRequest.Builder post() {
    return HttpRequest.newBuilder()
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.noBody());
  }

  private static int offset(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return parse(answer).get("offset").asInt();
  }

  private String sha256() throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(dump));
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("heap-uploads"))) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static byte[] dump() {
    DumpBuilder heap = new DumpBuilder(HeapShape.COMPRESSED);
    for (int i = 0; i < 20; i++) {
      heap.root(RootKind.JNI_GLOBAL, heap.bytes(new byte[300]));
    }
    return heap.build();
  }
}
