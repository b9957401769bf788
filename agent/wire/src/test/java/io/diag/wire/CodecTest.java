package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final int ROUNDS = Boolean.getBoolean("diag.all") ? 2_000_000 : 20_000;

  private static final Hello HELLO =
      Hello.builder()
          .service("checkout")
          .host("web-1")
          .pid(4711)
          .jdk("17.0.15")
          .gc("G1")
          .cpus(4)
          .startedAtMillis(1)
          .sentAtMillis(2)
          .agentVersion("0.1.0")
          .labels(Map.of("env", "prod"))
          .features(
              List.of(
                  FeatureState.on("rss", "without swap"),
                  FeatureState.failed("cpu-profile", "no \"disk\"")))
          .build();

  private static final SeriesSample SAMPLE =
      new SeriesSample(
          1_763_800_015_000L,
          List.of(
              new Point(
                  "jvm.memory.used", "By", Map.of("jvm.memory.pool.name", "G1 Eden"), 1 << 20),
              new Point("diag.process.cpu.cores", "1", 0.25),
              new Point("big", "By", 9e18)),
          List.of(
              new HistogramPoint(
                  "jvm.gc.duration",
                  "s",
                  Map.of("jvm.gc.cause", "System.gc()"),
                  new Histogram(4, 1.75, 1.25, new double[] {0.1, 0.2, 1}, new long[] {2, 0, 1}))));

  @Test
  void helloSurvivesTheWire() throws IOException {
    Hello read = HelloCodec.read(in(HelloCodec.write(HELLO)));
    assertThat(read).usingRecursiveComparison().isEqualTo(HELLO);
  }

  @Test
  void samplesSurviveTheWire() throws IOException {
    SeriesSample read = SeriesCodec.read(in(SeriesCodec.write(SAMPLE)));
    assertThat(read.timeMillis()).isEqualTo(SAMPLE.timeMillis());
    assertThat(read.points()).isEqualTo(SAMPLE.points());
    assertThat(read.histograms()).isEqualTo(SAMPLE.histograms());
  }

  @Test
  void aHistogramThatCannotBeIsRefusedWithTheReason() {
    Map.of(
            "\"count\":2,\"sum\":1",
            "'max' is missing",
            "\"count\":0,\"sum\":1,\"max\":1",
            "'count' is not 1 to",
            "\"count\":1,\"sum\":1,\"max\":1,\"buckets\":[[1,2]]",
            "do not fit the count",
            "\"count\":3,\"sum\":1,\"max\":1,\"buckets\":[[2,1],[1,1]]",
            "do not rise",
            "\"count\":3,\"sum\":1,\"max\":1,\"buckets\":[[2]]",
            "expected VALUE_NUMBER_INT",
            "\"count\":3,\"sum\":1,\"max\":1,\"buckets\":[" + "[1,0],".repeat(64) + "[1,0]]",
            "more than 64 buckets")
        .forEach(
            (fields, reason) ->
                assertThatThrownBy(
                        () ->
                            SeriesCodec.read(
                                in(
                                    "{\"time\":1,\"points\":[{\"name\":\"x\",\"unit\":\"s\","
                                        + fields
                                        + "}]}")))
                    .isInstanceOf(WireException.class)
                    .hasMessageContaining(reason));
  }

  @Test
  void goodbyeAndAckSurviveTheWire() throws IOException {
    Goodbye goodbye =
        GoodbyeCodec.read(in(GoodbyeCodec.write(new Goodbye(7, Goodbye.Reason.DETACHED))));
    assertThat(goodbye.timeMillis()).isEqualTo(7);
    assertThat(goodbye.reason()).isEqualTo(Goodbye.Reason.DETACHED);
    Ack ack = AckCodec.read(in(AckCodec.write(new Ack(true, true))));
    assertThat(ack.repeated()).isTrue();
    assertThat(ack.watched()).isTrue();
  }

  @Test
  void whatWasNotSaidOfACommandStaysUnsaid() throws IOException {
    CommandReport report =
        new CommandReport(5, "c-1", CommandReport.State.RUNNING, null, null, null);
    CommandReport read = CommandReportCodec.read(in(CommandReportCodec.write(report)));
    assertThat(read).usingRecursiveComparison().isEqualTo(report);
    assertThatThrownBy(
            () -> CommandReportCodec.read(in("{\"time\":1,\"id\":\"c\",\"state\":\"lazy\"}")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("expected running, done, failed or cancelled");
    assertThatThrownBy(() -> CommandReportCodec.read(in("{\"progress\":1.5}")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("expected 0 to 1");
  }

  @Test
  void aResultWithTooManyValuesIsRefused() {
    String body = "{\"result\":{\"a\":[" + "1,".repeat(20_001) + "1]}}";
    assertThatThrownBy(() -> CommandReportCodec.read(in(body)))
        .isInstanceOf(WireException.class)
        .hasMessage("more than 20000 values in one object");
  }

  @Test
  void noMutationOfACommandReportDoesAnythingButParseOrRefuse() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] whole =
        CommandReportCodec.write(
            new CommandReport(
                5,
                "c-1",
                CommandReport.State.DONE,
                1.0,
                "all of it",
                Map.of("rows", List.of(Map.of("class", "byte[]", "bytes", 7L), true, 0.5))));
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutant = whole.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      try {
        CommandReportCodec.read(in(mutant));
      } catch (WireException refusal) {
        refused++;
      } catch (IOException | RuntimeException other) {
        throw new AssertionError(new String(mutant, StandardCharsets.ISO_8859_1), other);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aDeadlockThatIsGoneSurvivesTheWire() throws IOException {
    Event read = EventCodec.read(in(EventCodec.write(DeadlockEvent.gone(5, "11-12"))));
    assertThat(read.name()).isEqualTo(DeadlockEvent.GONE);
    assertThat(read.timeMillis()).isEqualTo(5);
    assertThat(DeadlockEvent.of(read).id()).isEqualTo("11-12");
    assertThat(DeadlockEvent.of(read).threads()).isEmpty();
  }

  @Test
  void aDeadlockWithoutWhatItNeedsIsRefusedByName() throws IOException {
    for (String data :
        List.of(
            "{}",
            "{\"id\":\"1\"}",
            "{\"id\":\"1\",\"threads\":[]}",
            "{\"id\":\"1\",\"threads\":[7]}",
            "{\"id\":\"1\",\"threads\":[{\"name\":\"a\",\"waitsFor\":\"b\"}]}",
            "{\"id\":1,\"threads\":[{\"name\":\"a\",\"waitsFor\":\"b\",\"heldBy\":\"c\"}]}")) {
      Event event = EventCodec.read(in("{\"time\":1,\"name\":\"deadlock\",\"data\":" + data + "}"));
      assertThatThrownBy(() -> DeadlockEvent.of(event))
          .as(data)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("of a deadlock");
    }
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() throws IOException {
    String newer =
        "{\"time\":5,\"mood\":{\"a\":[1,{\"b\":2}]},\"points\":[{\"name\":\"x\",\"unit\":\"1\","
            + "\"value\":3,\"exemplar\":[{\"id\":1}]}],\"more\":null}";
    SeriesSample read = SeriesCodec.read(in(newer.getBytes(StandardCharsets.UTF_8)));
    assertThat(read.points()).containsExactly(new Point("x", "1", 3));
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsNamed() {
    assertThatThrownBy(() -> SeriesCodec.read(in("{\"points\":[]}")))
        .isInstanceOf(WireException.class)
        .hasMessage("'time' is missing");
    assertThatThrownBy(() -> SeriesCodec.read(in("{\"time\":\"soon\"}")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("'time' is VALUE_STRING");
    assertThatThrownBy(() -> SeriesCodec.read(in("[]")))
        .isInstanceOf(WireException.class)
        .hasMessage("the body is not a JSON object");
    assertThatThrownBy(() -> HelloCodec.read(in("{\"host\":\"h\",\"jdk\":\"17\"}")))
        .isInstanceOf(WireException.class)
        .hasMessage("'service' is missing");
    assertThatThrownBy(() -> GoodbyeCodec.read(in("{\"time\":1,\"reason\":\"bored\"}")))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("expected detached or ended");
    assertThatThrownBy(() -> SeriesCodec.read(in("{\"time\":1} {}")))
        .isInstanceOf(WireException.class)
        .hasMessage("there is more after the JSON object");
  }

  @Test
  void everyTruncationIsRefusedWithItsPlace() {
    for (byte[] whole : Arrays.asList(HelloCodec.write(HELLO), SeriesCodec.write(SAMPLE))) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(
                () -> {
                  HelloCodec.read(in(cut));
                  SeriesCodec.read(in(cut));
                })
            .as("cut at %d", length)
            .isInstanceOf(WireException.class);
      }
    }
  }

  @Test
  void noMutationDoesAnythingButParseOrRefuse() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] whole = SeriesCodec.write(SAMPLE);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutant = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      try {
        SeriesCodec.read(in(mutant));
      } catch (WireException refusal) {
        refused++;
      } catch (IOException | RuntimeException other) {
        throw new AssertionError(new String(mutant, StandardCharsets.ISO_8859_1), other);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aSampleWithTooManyPointsIsRefused() {
    String point = "{\"name\":\"x\",\"unit\":\"1\",\"value\":3},";
    String body = "{\"time\":1,\"points\":[" + point.repeat(10_001) + "]}";
    assertThatThrownBy(() -> SeriesCodec.read(in(body)))
        .isInstanceOf(WireException.class)
        .hasMessage("more than 10000 points in one sample");
  }

  @Test
  void aValueThatIsNotKnownCannotBeSent() {
    assertThatThrownBy(() -> new Point("x", "1", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static InputStream in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8));
  }
}
