package io.diag.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {
  @Test
  void headHasTheStatusAndHeadersOfGetAndNoBody(@TempDir Path data) throws Exception {
    try (RunningCollector collector = new RunningCollector(data)) {
      for (String path : new String[] {"/healthz", "/api/v1/openapi.json", "/api/v1/jvms/none"}) {
        HttpResponse<String> get = collector.get(path);
        HttpResponse<String> head =
            collector.send(path, HttpRequest.newBuilder().method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
        assertThat(head.headers().firstValue("Content-Type"))
            .as(path)
            .isEqualTo(get.headers().firstValue("Content-Type"));
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(-1))
            .as(path)
            .isIn(-1L, (long) get.body().length());
        assertThat(head.body()).isEmpty();
      }
    }
  }
}
