package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.ProfileSpan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawProfileTest {
  @TempDir private Path data;

  @Test
  void theChunksOfARangeMakeOneRecordingThatTheJdkReads() throws Exception {
    byte[] chunk = Recording.chunk();
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      long now = collector.now();
      for (int i = 1; i <= 3; i++) {
        long end = now + i * 60_000L;
        ProfileSpan.Event cpu = new ProfileSpan.Event("cpu", 1_000_000, null);
        collector.profile(i, end, chunk, new ProfileSpan(end - 60_000, List.of(cpu), 0, null));
      }
      Path file = data.resolve("range.jfr");
      HttpResponse<Path> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri(collector, now + 60_000, now + 180_000)).build(),
                  HttpResponse.BodyHandlers.ofFile(file));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
          .contains("attachment")
          .contains(".jfr");
      assertThat(Files.size(file)).isEqualTo(2L * chunk.length);
      Path one = Files.write(data.resolve("one.jfr"), chunk);
      assertThat(RecordingFile.readAllEvents(file))
          .hasSize(2 * RecordingFile.readAllEvents(one).size());
    }
  }

  @Test
  void aRangeWithoutKeptChunksIsAProblemThatSaysWhatThereIs() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      HttpResponse<String> response = collector.get("/api/v1/jvms/" + JVM + "/profile?format=jfr");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(parse(response).get("type").asText()).isEqualTo("urn:diag:no-raw");
    }
  }

  private static URI uri(RunningCollector collector, long from, long to) {
    return URI.create(
        "http://127.0.0.1:"
            + collector.port()
            + "/api/v1/jvms/"
            + JVM
            + "/profile?format=jfr&from="
            + from
            + "&to="
            + to);
  }
}
