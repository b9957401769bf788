package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;

import io.diag.collector.RunningCollector;
import io.diag.wire.Goodbye;
import io.diag.wire.Point;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetTest {
  private static final String PATH = "/api/v1/jvms/" + JVM;

  @TempDir private Path data;

  @Test
  void aJvmThatReportsIsNotForgotten() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      collector.series(1, collector.now(), new Point("a", "1", 1));
      assertThat(forget(collector)).isEqualTo(409);
      assertThat(collector.get(PATH).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void oneThatIsGoneIsForgottenAlsoByTheNextCollectorUntilItReportsAgain() throws Exception {
    long time;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      time = collector.now();
      collector.series(1, time, new Point("a", "1", 1));
      collector.goodbye(2, Goodbye.Reason.ENDED);
      assertThat(forget(collector)).isEqualTo(204);
      assertThat(collector.get(PATH).statusCode()).isEqualTo(404);
      assertThat(collector.json("/api/v1/jvms").get("jvms")).isEmpty();
      assertThat(forget(collector)).isEqualTo(404);
    }
    try (RunningCollector next = new RunningCollector(data)) {
      assertThat(next.json("/api/v1/jvms").get("jvms")).isEmpty();
      next.greeted();
      assertThat(next.json(PATH).get("state").asText()).isEqualTo("live");
      assertThat(next.points("a", time, time + 1)).hasSize(1);
    }
  }

  private static int forget(RunningCollector collector) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofString("{}"));
    return collector.send(PATH, request).statusCode();
  }
}
