package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.jfr.Recording;
import io.diag.wire.ProfileSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One frame's lines and threads, against the JDK's own reader of the same chunk. */
class ProfileFrameTest {
  private static final String OUTER = Recording.class.getName() + ".burnOuter";
  private static final String INNER = Recording.class.getName() + ".burnInner";
  private static final long INTERVAL = 1_000_000;

  @TempDir private Path data;

  @Test
  void linesAndThreadsAreThoseThatTheJdkReads() throws Exception {
    try (RunningCollector collector = collectorWithAChunk()) {
      JsonNode detail = detail(collector, "&frame=" + INNER);
      Map<Integer, Long> lines = new TreeMap<>();
      for (JsonNode line : detail.get("lines")) {
        assertThat(line.get("value").asLong()).isEqualTo(line.get("samples").asLong() * INTERVAL);
        lines.put(line.path("line").asInt(), line.get("samples").asLong());
      }
      assertThat(lines).isEqualTo(linesByTheJdk("burnInner"));
      assertThat(detail.get("lineCount").asInt()).isEqualTo(lines.size());
      assertThat(detail.at("/threads/0/name").asText()).isEqualTo(Recording.THREAD);
      assertThat(detail.at("/threads/0/samples")).isEqualTo(detail.get("samples"));
      assertThat(detail.get("threadCount").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aLineThatCallsSaysWhatItCallsAndItsOwnCodeDoesNot() throws Exception {
    try (RunningCollector collector = collectorWithAChunk()) {
      assertThat(detail(collector, "&frame=" + OUTER).at("/lines/0/calls").asText())
          .isEqualTo(INNER);
      assertThat(detail(collector, "&frame=" + INNER).at("/lines/0").has("calls")).isFalse();
    }
  }

  @Test
  void anotherThreadAndAFrameThatIsNotThereHaveNothing() throws Exception {
    try (RunningCollector collector = collectorWithAChunk()) {
      JsonNode other = detail(collector, "&thread=nobody&frame=" + INNER);
      assertThat(other.get("samples").asLong()).isZero();
      assertThat(other.get("lines")).isEmpty();
      assertThat(detail(collector, "&frame=com.acme.Nowhere").get("samples").asLong()).isZero();
    }
  }

  @Test
  void withoutAFrameOrWithoutKeptChunksItSaysWhatToDo() throws Exception {
    try (RunningCollector collector = collectorWithAChunk()) {
      String path = "/api/v1/jvms/" + JVM + "/profile/frame";
      JsonNode unnamed = parse(collector.get(path));
      assertThat(unnamed.get("type").asText()).isEqualTo("urn:diag:bad-parameter");
      assertThat(unnamed.get("detail").asText()).contains("frame");
      JsonNode old = parse(collector.get(path + "?from=1000&to=2000&frame=" + INNER));
      assertThat(old.get("type").asText()).isEqualTo("urn:diag:no-raw");
      JsonNode unsampled = parse(collector.get(path + range(collector) + "&event=wall&frame=x"));
      assertThat(unsampled.get("type").asText()).isEqualTo("urn:diag:no-raw");
    }
  }

  private RunningCollector collectorWithAChunk() throws Exception {
    RunningCollector collector = new RunningCollector(data).greeted();
    long end = collector.now();
    ProfileSpan.Event cpu = new ProfileSpan.Event("cpu", INTERVAL, null);
    collector.profile(
        1, end, Recording.chunk(), new ProfileSpan(end - 60_000, List.of(cpu), 0, null));
    return collector;
  }

  private static JsonNode detail(RunningCollector collector, String query) throws Exception {
    return collector.json("/api/v1/jvms/" + JVM + "/profile/frame" + range(collector) + query);
  }

  private static String range(RunningCollector collector) {
    return "?from=0&to=" + (collector.now() + 86_400_000);
  }

  private Map<Integer, Long> linesByTheJdk(String method) throws Exception {
    Path file = Files.write(data.resolve("oracle.jfr"), Recording.chunk());
    Map<Integer, Long> lines = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (!event.getEventType().getName().equals("jdk.ExecutionSample")) {
        continue;
      }
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        if (frame.getMethod().getName().equals(method)) {
          lines.merge(frame.getLineNumber(), 1L, Long::sum);
          break; // it does not call itself
        }
      }
    }
    return lines;
  }
}
