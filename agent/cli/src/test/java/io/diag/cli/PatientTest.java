package io.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.Point;
import io.diag.wire.SeriesCodec;
import io.diag.wire.SeriesSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientTest {
  private static final long START = 1_800_000_000_000L;
  private static final double MIB = 1024 * 1024;

  private final Patient patient = new Patient();

  @BeforeEach
  void name() {
    patient.name("shop (pid 7)");
  }

  @Test
  void aHealthyJvmHasNoFindingAndItsMemoryIsTold() throws IOException {
    for (int i = 0; i < 24; i++) {
      sample(i, 200, 20);
    }
    assertThat(patient.findings()).isEmpty();
    List<String> report = DoctorReport.of(patient, 2);
    assertThat(report.get(0)).isEqualTo("shop (pid 7), 24 readings in 2 min");
    assertThat(report).contains("RSS                       200.0            0");
    assertThat(report.get(report.size() - 1)).startsWith("Nothing was found by ");
  }

  @Test
  void whatGrowsIsFoundByTheCollectorsRules() throws IOException {
    for (int i = 0; i < 36; i++) {
      sample(i, 200 + 40 * i, 20 + 40 * i);
    }
    assertThat(patient.findings())
        .extracting(finding -> finding.rule())
        .contains("direct-buffer-growth");
    String report = String.join("\n", DoctorReport.of(patient, 3));
    assertThat(report).contains("(direct-buffer-growth)").contains("Direct buffers");
    String json = FindingsJson.of("id-1", patient.findings());
    assertThat(json).contains("\"rule\":\"direct-buffer-growth\"").contains("\"jvm\":\"id-1\"");
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentToken()).isNotNull();
      }
    }
  }

  @Test
  void aCircleOfThreadsIsFoundFromItsEvent() throws IOException {
    List<DeadlockEvent.Member> members =
        List.of(
            new DeadlockEvent.Member(1, "one", "Lock@1", "two", List.of("A.a(A.java:1)")),
            new DeadlockEvent.Member(2, "two", "Lock@2", "one", List.of("B.b(B.java:2)")));
    Event event = new DeadlockEvent("circle", members).found(START);
    line("event", EventCodec.write(event), START);
    for (int i = 0; i < 3; i++) {
      sample(i, 200, 20);
    }
    assertThat(patient.findings()).hasSize(1);
    assertThat(String.join("\n", DoctorReport.of(patient, 1)))
        .contains("CRITICAL")
        .contains("one waits for Lock@1 of two");
  }

  private void sample(int i, double rss, double direct) throws IOException {
    long time = START + i * 5_000L;
    List<Point> points = new ArrayList<>();
    points.add(new Point("diag.process.rss", "By", rss * MIB));
    points.add(new Point("process.uptime", "s", 3_600 + i * 5));
    points.add(
        new Point(
            "jvm.buffer.memory.used",
            "By",
            Map.of("jvm.buffer.pool.name", "direct"),
            direct * MIB));
    line("series", SeriesCodec.write(new SeriesSample(time, points)), time);
  }

  private void line(String kind, byte[] body, long now) throws IOException {
    patient.take(kind + " " + new String(body, StandardCharsets.UTF_8), now);
  }
}
