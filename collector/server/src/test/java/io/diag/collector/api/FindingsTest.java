package io.diag.collector.api;

import static io.diag.collector.RunningCollector.JVM;
import static io.diag.collector.RunningCollector.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diag.collector.RunningCollector;
import io.diag.collector.store.ClaimCodec;
import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.GrowthStack;
import io.diag.diagnosis.HoldersEvidence;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.SeriesEvidence;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.StackEvidence;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.ThreadsEvidence;
import io.diag.diagnosis.WaitingThread;
import io.diag.wire.DeadlockEvent;
import io.diag.wire.Event;
import io.diag.wire.Goodbye;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final long DEADLINE_NANOS = 20_000_000_000L;

  @TempDir private Path data;

  @Test
  void aDeadlockIsNamedAsSoonAsItsEventHasCome() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      JsonNode finding = plantDeadlock(collector, 1);
      assertThat(finding.get("jvm").asText()).isEqualTo(JVM);
      assertThat(finding.get("rule").asText()).isEqualTo("deadlock");
      assertThat(finding.get("severity").asText()).isEqualTo("critical");
      assertThat(finding.get("since").asLong()).isEqualTo(collector.now() - 3_000);
      JsonNode threads = finding.get("evidence").get(0).get("threads");
      assertThat(threads.get(0).get("heldBy").asText()).isEqualTo("right");
      assertThat(threads.get(1).get("stack").get(0).asText()).isEqualTo("com.acme.Right.run");
      JsonNode counts = collector.json("/api/v1/jvms").get("jvms").get(0).get("findings");
      assertThat(counts.toString()).isEqualTo("{\"critical\":1,\"warning\":0,\"notice\":0}");
      assertThat(collector.json("/api/v1/findings?jvm=" + JVM).get("findings")).hasSize(1);
      assertThat(collector.json("/api/v1/findings?state=closed").get("findings")).isEmpty();
    }
  }

  @Test
  void anEventSentAgainIsTheSameFinding() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      plantDeadlock(collector, 1);
      assertThat(parse(collector.event(1, deadlock(collector))).get("repeated").asBoolean())
          .isTrue();
      collector.event(2, deadlock(collector));
      collector.event(3, DeadlockEvent.gone(collector.now(), "1-2"));
      awaitFindings(collector, "state=closed", list -> list.size() == 1);
      assertThat(collector.json("/api/v1/findings").get("findings")).isEmpty();
      JsonNode counts = collector.json("/api/v1/jvms/" + JVM).get("findings");
      assertThat(counts.get("critical").asInt()).isZero();
    }
  }

  @Test
  void anOpenFindingIsTheSameAfterARestart() throws Exception {
    JsonNode before;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      before = plantDeadlock(collector, 1);
    }
    try (RunningCollector collector = new RunningCollector(data)) {
      collector.clock.advance(Duration.ofHours(3));
      collector.event(2, new Event(collector.now(), "wakes the judge", Map.of()));
      assertThat(collector.json("/api/v1/findings").get("findings").get(0)).isEqualTo(before);
      collector.event(3, DeadlockEvent.gone(collector.now(), "1-2"));
      JsonNode closed = awaitFindings(collector, "state=closed", list -> list.size() == 1).get(0);
      assertThat(closed.get("id")).isEqualTo(before.get("id"));
      assertThat(closed.get("since")).isEqualTo(before.get("since"));
      assertThat(closed.get("closedAt").asLong()).isEqualTo(collector.now());
    }
  }

  @Test
  void aGoodbyeTakesTheFindingsWithIt() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      String id = plantDeadlock(collector, 1).get("id").asText();
      collector.goodbye(2, Goodbye.Reason.ENDED);
      awaitFindings(collector, "state=open", JsonNode::isEmpty);
      JsonNode finding = collector.json("/api/v1/findings/" + id);
      assertThat(finding.get("state").asText()).isEqualTo("closed");
      assertThat(finding.get("evidence").get(1).get("text").asText())
          .isEqualTo("The JVM ended in an orderly way.");
    }
  }

  @Test
  void closedFindingsGoWithTheDataOfTheirTime() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      plantDeadlock(collector, 1);
      collector.event(2, DeadlockEvent.gone(collector.now(), "1-2"));
      awaitFindings(collector, "state=closed", list -> list.size() == 1);
      collector.clock.advance(Duration.ofDays(7));
      collector.greeted();
      collector.series(3, collector.now(), RunningCollector.heap(1));
      assertThat(collector.json("/api/v1/findings?state=closed").get("findings")).hasSize(1);
      collector.clock.advance(Duration.ofDays(1));
      collector.greeted();
      awaitFindings(collector, "state=closed", JsonNode::isEmpty);
      assertThat(collector.json("/api/v1/jvms").get("jvms")).hasSize(1);
    }
  }

  @Test
  void whatCannotBeAskedForIsRefusedWithWhatCan() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      JsonNode state = parse(collector.get("/api/v1/findings?state=ajar"));
      assertThat(state.get("detail").asText()).contains("open, closed or all");
      JsonNode jvm = parse(collector.get("/api/v1/findings?jvm=nobody-knows"));
      assertThat(jvm.get("type").asText()).isEqualTo("urn:diag:unknown-jvm");
      JsonNode finding = parse(collector.get("/api/v1/findings/nobody-knows"));
      assertThat(finding.get("type").asText()).isEqualTo("urn:diag:unknown-finding");
      assertThat(finding.get("status").asInt()).isEqualTo(404);
    }
  }

  @Test
  void anEventThatIsTooLongOrBrokenIsRefused() throws Exception {
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      Event large =
          new Event(
              collector.now(), "large", Map.of("a", "x".repeat(40_000), "b", "y".repeat(40_000)));
      assertThat(parse(collector.event(1, large)).get("type").asText()).isEqualTo("urn:diag:limit");
      Event broken = new Event(collector.now(), "deadlock", Map.of("id", "1-2"));
      assertThat(collector.event(2, broken).statusCode()).isEqualTo(400);
      Event unknown = new Event(collector.now(), "of tomorrow", Map.of("a", List.of(1L, true)));
      assertThat(collector.event(3, unknown).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyKindOfEvidenceSurvivesBeingKept() throws Exception {
    Claim claim = ofEveryEvidence().finding().claim();
    assertThat(ClaimCodec.read(ClaimCodec.write(claim)))
        .usingRecursiveComparison()
        .isEqualTo(claim);
  }

  /** The doctor's test compares the same file. */
  @Test
  void everyKindOfEvidenceHasTheShapeThatTheDocumentsShow() throws Exception {
    JvmFinding closed = ofEveryEvidence();
    Finding open = new Finding("f-1", "any", "", 1, 2, null, closed.finding().claim());
    String told =
        new String(JsonWriter.findings(List.of(new JvmFinding(JVM, open))), StandardCharsets.UTF_8);
    String example = Files.readString(Path.of("../../docs/finding-example.json"));
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(told)).isEqualTo(json.readTree(example));
  }

  static JvmFinding ofEveryEvidence() {
    return new JvmFinding(
        JVM,
        new Finding(
            "f-1",
            "any",
            "",
            1,
            2,
            3L,
            new Claim(
                Severity.NOTICE,
                Confidence.POSSIBLE,
                "Something may be.",
                List.of(
                    new SeriesEvidence("a", "jvm.gc.duration", Map.of("b", "c"), "s", 5, 6),
                    new FigureEvidence("share", 0.25, "1"),
                    new TextEvidence("words", "say"),
                    new StackEvidence(
                        "stack", new GrowthStack("threadstart", "A.b", 0.5, List.of("A.b"), 7, 8)),
                    new HoldersEvidence(
                        "most",
                        new MemoryHolders(
                            List.of("{mapping}", "By"), Map.of("/d", List.of(1L, 2L)))),
                    new ThreadsEvidence(
                        "two", List.of(new WaitingThread("x", "l", "y", List.of("f"))))),
                List.of(Action.of("Look."), Action.of("Look there.", "/docs")))));
  }

  /** Plants one and waits until it is told. */
  static JsonNode plantDeadlock(RunningCollector collector, long sequence) {
    assertThat(collector.event(sequence, deadlock(collector)).statusCode()).isEqualTo(200);
    return awaitFindings(collector, "state=open", list -> list.size() == 1).get(0);
  }

  private static Event deadlock(RunningCollector collector) {
    return new DeadlockEvent(
            "1-2",
            List.of(
                new DeadlockEvent.Member(
                    1, "left", "com.acme.Lock@2", "right", List.of("com.acme.Left.run")),
                new DeadlockEvent.Member(
                    2, "right", "com.acme.Lock@1", "left", List.of("com.acme.Right.run"))))
        .found(collector.now() - 3_000);
  }

  static JsonNode awaitFindings(
      RunningCollector collector, String query, Predicate<JsonNode> fits) {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (true) {
      JsonNode list = collector.json("/api/v1/findings?" + query).get("findings");
      if (fits.test(list)) {
        return list;
      }
      assertThat(System.nanoTime()).as("last seen: %s", list).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
