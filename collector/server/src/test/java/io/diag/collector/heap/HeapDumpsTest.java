package io.diag.collector.heap;

import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.hprof.BasicType;
import io.diag.hprof.RootKind;
import io.diag.hprof.dump.ClassSpec;
import io.diag.hprof.dump.DumpBuilder;
import io.diag.hprof.dump.HeapShape;
import java.io.ByteArrayOutputStream;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpsTest {
  private static final String DUMPS = "/api/v1/heap-dumps";
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int SESSIONS = 500;
  private static final int SESSION_BYTES = 10_000;

  @TempDir private Path data;

  @Test
  void aDumpIsTakenInAnalysedAndToldInPages() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      HttpResponse<String> added = upload(collector, "shop.hprof", shop());
      assertThat(added.statusCode()).isEqualTo(201);
      String id = parse(added).get("id").asText();
      assertThat(collector.json(DUMPS).get("heapDumps").get(0).get("id").asText()).isEqualTo(id);
      assertThat(await(collector, id).get("state").asText()).isEqualTo("done");

      String path = DUMPS + "/" + id;
      JsonNode summary = collector.json(path + "/summary");
      assertThat(summary.get("partial").asBoolean()).isFalse();
      assertThat(summary.get("classes").asInt()).isPositive();
      JsonNode suspect = collector.json(path + "/suspects").get("suspects").get(0);
      assertThat(suspect.get("retainedBytes").asLong())
          .isGreaterThan((long) SESSIONS * SESSION_BYTES);
      JsonNode sessions = collector.json(path + "/histogram?filter=acme.SESSION");
      assertThat(sessions.get("total").asInt()).isEqualTo(2);
      assertThat(sessions.get("histogram"))
          .anySatisfy(
              row -> {
                assertThat(row.get("class").asText()).isEqualTo("com.acme.Session");
                assertThat(row.get("count").asInt()).isEqualTo(SESSIONS);
              });
      JsonNode second = collector.json(path + "/histogram?limit=1&offset=1");
      JsonNode all = collector.json(path + "/histogram");
      assertThat(second.get("histogram")).hasSize(1);
      assertThat(second.get("histogram").get(0)).isEqualTo(all.get("histogram").get(1));
      assertThat(collector.json(path + "/dominators").get("total").asInt()).isPositive();
      assertThat(collector.json(path + "/statics").get("statics").get(0).get("class").asText())
          .isEqualTo("com.acme.Sessions");
    }
    try (RunningCollector again = new RunningCollector(data)) {
      String id = again.json(DUMPS).get("heapDumps").get(0).get("id").asText();
      assertThat(again.json(DUMPS + "/" + id + "/summary").get("objects").asLong()).isPositive();
    }
  }

  @Test
  void objectsOfADumpAreLookedAtAlsoByTheNextCollector() throws Exception {
    String path;
    try (RunningCollector collector = new RunningCollector(data)) {
      String id = parse(upload(collector, "shop.hprof.gz", gzip(shop()))).get("id").asText();
      await(collector, id);
      path = DUMPS + "/" + id;
      look(collector, path);
    }
    try (RunningCollector again = new RunningCollector(data)) {
      look(again, path);
      HttpResponse<String> beyond = again.get(path + "/objects/1000000");
      assertThat(beyond.statusCode()).isEqualTo(400);
      assertThat(parse(beyond).get("detail").asText()).contains("a number below ");
      assertThat(again.get(path + "/paths?class=com.acme.Nothing").statusCode()).isEqualTo(404);
    }
    Files.delete(
        data.resolve("heap").resolve(path.substring(DUMPS.length() + 1)).resolve("index/facts"));
    try (RunningCollector again = new RunningCollector(data)) {
      HttpResponse<String> gone = again.get(path + "/objects/0");
      assertThat(gone.statusCode()).isEqualTo(409);
      assertThat(parse(gone).get("detail").asText()).contains("/analyse writes it again");
      again.post(path + "/analyse", "");
      await(again, path.substring(DUMPS.length() + 1));
      look(again, path);
      assertThat(openFiles()).isNotEmpty();
      HttpRequest.Builder delete =
          HttpRequest.newBuilder().header("Content-Type", "application/json").DELETE();
      assertThat(again.send(path, delete).statusCode()).isEqualTo(204);
      assertThat(openFiles()).as("what is open would keep its room on the disk").isEmpty();
    }
  }

  /** Of the dumps, in this process. */
  private List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        String target = Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : "";
        if (target.startsWith(data.resolve("heap").toString())) {
          open.add(target);
        }
      }
    }
    return open;
  }

  @Test
  void whatGrewSinceAnEarlierDumpIsTold() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      String before = parse(upload(collector, "before", shop(SESSIONS / 2))).get("id").asText();
      collector.clock.advance(Duration.ofSeconds(1));
      String after = parse(upload(collector, "after", shop())).get("id").asText();
      await(collector, before);
      await(collector, after);
      JsonNode compared = collector.json(DUMPS + "/" + after + "/compare?with=" + before);
      JsonNode sessions = find(compared.get("classes"), "com.acme.Session");
      assertThat(sessions.get("countBefore").asInt()).isEqualTo(SESSIONS / 2);
      assertThat(sessions.get("count").asInt()).isEqualTo(SESSIONS);
      long each = 16 + HeapShape.COMPRESSED.arrayBytes(BasicType.BYTE, SESSION_BYTES);
      assertThat(sessions.get("change").asLong()).isEqualTo(SESSIONS / 2 * each);
      JsonNode path = find(compared.get("paths"), "com.acme.Session");
      assertThat(path.get("path")).hasSize(3);
      assertThat(path.get("path").get(0).asText()).isEqualTo("class com.acme.Sessions");
      assertThat(path.get("change").asLong()).isEqualTo(SESSIONS / 2 * each);
      JsonNode suspect = compared.get("suspects").get(0);
      assertThat(suspect.get("path").get(0).asText())
          .isEqualTo("the static field all of com.acme.Sessions");
      assertThat(suspect.get("retainedBytes").asLong())
          .isGreaterThan(suspect.get("retainedBytesBefore").asLong());
      JsonNode filtered =
          collector.json(DUMPS + "/" + after + "/compare?filter=SESSIONS&with=" + before);
      assertThat(filtered.get("classesTotal").asInt())
          .isLessThan(compared.get("classesTotal").asInt());
      assertThat(collector.get(DUMPS + "/" + after + "/compare").statusCode()).isEqualTo(400);
      assertThat(collector.get(DUMPS + "/" + after + "/compare?with=x").statusCode())
          .isEqualTo(404);
    }
  }

  /** From the static field that holds all sessions down to one of them, and back. */
  private static void look(RunningCollector collector, String path) {
    JsonNode field = collector.json(path + "/statics").get("statics").get(0);
    String array = path + "/objects/" + field.get("object").asInt();
    JsonNode elements = collector.json(array + "?offset=490&limit=20");
    assertThat(elements.get("total").asInt()).isEqualTo(SESSIONS);
    assertThat(elements.get("values")).hasSize(10);
    assertThat(elements.get("retainedBytes").asLong())
        .isEqualTo(field.get("retainedBytes").asLong());
    int session = elements.get("values").get(3).get("object").asInt();
    JsonNode state = collector.json(path + "/objects/" + session).get("values").get(0);
    assertThat(state.get("name").asText()).isEqualTo("state");
    assertThat(state.get("text").asText()).startsWith("byte[" + SESSION_BYTES + "] @ ");
    JsonNode referrer =
        collector.json(path + "/objects/" + session + "/referrers").get("referrers").get(0);
    assertThat(referrer.get("how").asText()).isEqualTo("[493]");
    assertThat(collector.json(array + "/dominated?limit=7").get("dominated")).hasSize(7);
    JsonNode steps = collector.json(path + "/paths/" + session).get("path");
    assertThat(steps).hasSize(3);
    assertThat(steps.get(1).get("how").asText()).isEqualTo("static all");
    JsonNode merged = collector.json(path + "/paths?class=com.acme.Session");
    assertThat(merged.get("targets").asInt()).isEqualTo(SESSIONS);
    JsonNode top = collector.json(path + "/class-tree").get("classTree").get(0);
    assertThat(top.get("class").asText()).isEqualTo("class com.acme.Sessions");
    JsonNode equal = collector.json(path + "/duplicates").get("duplicates").get(0);
    assertThat(equal.get("count").asInt()).isEqualTo(SESSIONS);
    for (String list : new String[] {"collections", "threads", "loaders", "unreachable"}) {
      assertThat(collector.json(path + "/" + list).get(list).isArray()).isTrue();
    }
    assertThat(collector.json(path + "/off-heap").get("offHeapOwners")).isEmpty();
    assertThat(collector.json(path + "/summary").get("offHeapBytes").asLong()).isZero();
  }

  private static JsonNode find(JsonNode rows, String className) {
    for (JsonNode row : rows) {
      if (row.get("class").asText().equals(className)) {
        return row;
      }
    }
    throw new AssertionError("no " + className + " in " + rows);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void aCompressedAndCutDumpIsAnalysedAsFarAsItGoes() throws Exception {
    byte[] shop = shop();
    byte[] cut = gzip(Arrays.copyOf(shop, shop.length * 2 / 3));
    try (RunningCollector collector = new RunningCollector(data)) {
      String id = parse(upload(collector, "cut.hprof.gz", cut)).get("id").asText();
      assertThat(await(collector, id).get("state").asText()).isEqualTo("done");
      JsonNode summary = collector.json(DUMPS + "/" + id + "/summary");
      assertThat(summary.get("partial").asBoolean()).isTrue();
      assertThat(summary.get("cut").asText()).isNotBlank();
    }
  }

  @Test
  void whatIsNoDumpIsRefusedAndLeavesNothing() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      HttpResponse<String> refused =
          upload(collector, "x", "PK\3\4 something else".getBytes(StandardCharsets.US_ASCII));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(parse(refused).get("type").asText()).isEqualTo("urn:diag:no-heap-dump");
      assertThat(upload(collector, "x", new byte[0]).statusCode()).isEqualTo(422);
      assertThat(collector.json(DUMPS).get("heapDumps")).isEmpty();
      assertThat(kept()).isEmpty();
    }
  }

  @Test
  void aDamagedDumpFailsWithItsPlaceAndTheCollectorGoesOn() throws Exception {
    byte[] damaged = Arrays.copyOf(shop(), 25);
    damaged[20] = 3; // an id size that nobody writes
    try (RunningCollector collector = new RunningCollector(data)) {
      String id = parse(upload(collector, "bad.hprof", damaged)).get("id").asText();
      JsonNode failed = await(collector, id);
      assertThat(failed.get("state").asText()).isEqualTo("failed");
      assertThat(failed.get("error").asText()).isNotBlank().doesNotContain(data.toString());
      assertThat(collector.get(DUMPS + "/" + id + "/suspects").statusCode()).isEqualTo(409);
      String good = parse(upload(collector, "shop.hprof", shop())).get("id").asText();
      assertThat(await(collector, good).get("state").asText()).isEqualTo("done");
    }
  }

  @Test
  void anUploadThatIsCutOffLeavesNothing() throws Exception {
    byte[] shop = shop();
    try (RunningCollector collector = new RunningCollector(data)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + DUMPS
                    + "?name=cut HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Content-Type: application/octet-stream\r\nContent-Length: "
                    + shop.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(shop, 0, shop.length / 2);
        out.flush();
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 400");
      }
      assertThat(collector.json(DUMPS).get("heapDumps")).isEmpty();
      assertThat(kept()).isEmpty();
    }
  }

  @Test
  void theOldestMakesRoomAndWhatIsLargerThanAllRoomIsRefused() throws Exception {
    byte[] shop = shop();
    double gigabytes = shop.length * 1.5 / 1e9;
    try (RunningCollector collector =
        new RunningCollector(data, config -> config.withHeap(gigabytes))) {
      String first = parse(upload(collector, "first", shop)).get("id").asText();
      await(collector, first);
      collector.json(DUMPS + "/" + first + "/objects/0");
      assertThat(openFiles()).isNotEmpty();
      collector.clock.advance(Duration.ofSeconds(1));
      String second = parse(upload(collector, "second", shop)).get("id").asText();
      assertThat(collector.get(DUMPS + "/" + first).statusCode()).isEqualTo(404);
      assertThat(openFiles()).as("its room is free").noneMatch(file -> file.contains(first));
      assertThat(collector.get(DUMPS + "/" + second).statusCode()).isEqualTo(200);
      assertThat(kept()).containsExactly(second);
      byte[] larger = Arrays.copyOf(shop, shop.length * 2);
      assertThat(upload(collector, "larger", larger).statusCode()).isEqualTo(413);
      assertThat(kept()).containsExactly(second);
    }
  }

  @Test
  void anAnalysisIsCancelledBegunAgainAndDeleted() throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.add(parse(upload(collector, "shop " + i, shop())).get("id").asText());
        collector.clock.advance(Duration.ofSeconds(1));
      }
      String last = ids.get(2);
      collector.post(DUMPS + "/" + last + "/cancel", "");
      assertThat(await(collector, last).get("state").asText()).isEqualTo("cancelled");
      await(collector, ids.get(1));
      assertThat(collector.get(DUMPS + "/" + last + "/summary").statusCode()).isEqualTo(409);
      collector.post(DUMPS + "/" + last + "/analyse", "");
      assertThat(await(collector, last).get("state").asText()).isEqualTo("done");
      HttpRequest.Builder delete =
          HttpRequest.newBuilder().header("Content-Type", "application/json").DELETE();
      assertThat(collector.send(DUMPS + "/" + last, delete).statusCode()).isEqualTo(204);
      assertThat(collector.send(DUMPS + "/" + last, delete).statusCode()).isEqualTo(404);
      assertThat(kept()).containsExactlyInAnyOrder(ids.get(0), ids.get(1));
    }
  }

  @Test
  void whatWasNotAnalysedIsWhenTheCollectorComesBack() throws Exception {
    List<String> ids = new ArrayList<>();
    try (RunningCollector collector = new RunningCollector(data)) {
      for (int i = 0; i < 2; i++) {
        ids.add(parse(upload(collector, "shop " + i, shop())).get("id").asText());
      }
    }
    try (RunningCollector again = new RunningCollector(data)) {
      for (String id : ids) {
        assertThat(await(again, id).get("state").asText()).isEqualTo("done");
      }
    }
  }

  /** Sessions that only a static list holds, each with some kilobytes. */
  private static byte[] shop() {
    return shop(SESSIONS);
  }

  private static byte[] shop(int sessions) {
    DumpBuilder dump = new DumpBuilder(HeapShape.COMPRESSED);
    ClassSpec session = dump.type("com.acme.Session").field("state", BasicType.OBJECT);
    long[] ids = new long[sessions];
    for (int i = 0; i < sessions; i++) {
      ids[i] = dump.instance(session).set("state", dump.bytes(new byte[SESSION_BYTES])).id();
    }
    ClassSpec holder = dump.type("com.acme.Sessions");
    holder.staticField("all", BasicType.OBJECT, dump.references(session, ids));
    dump.root(RootKind.STICKY_CLASS, holder.id());
    return dump.build();
  }

  private static HttpResponse<String> upload(RunningCollector to, String name, byte[] body) {
    return to.send(
        DUMPS + "?name=" + name.replace(' ', '+'),
        HttpRequest.newBuilder()
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static JsonNode await(RunningCollector collector, String id) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      JsonNode dump = collector.json(DUMPS + "/" + id);
      String state = dump.get("state").asText();
      if (!state.equals("waiting") && !state.equals("analysing")) {
        return dump;
      }
      assertThat(System.nanoTime()).as("%s", dump).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> folders = Files.list(data.resolve("heap"))) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    }
  }
}
