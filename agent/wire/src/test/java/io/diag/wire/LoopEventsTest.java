package io.diag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events of event loops, through their JSON and back. */
class LoopEventsTest {
  private static final int LARGEST_EVENT = 64 << 10;

  @Test
  void anEpisodeSurvivesTheWire() throws IOException {
    StackTree stack = StackTree.empty();
    stack.add(List.of("Thread.run", "Handler.read", "Thread.sleep"));
    stack.add(List.of("Thread.run", "Handler.read", "Socket.read"));
    stack.add(List.of("Thread.run", "Handler.read", "Thread.sleep"));
    LoopEpisode episode =
        new LoopEpisode(
            12,
            "nio-1",
            1_763_800_020_000L,
            203.4,
            "com.acme.Handler.read",
            Map.of("cpu", 1.5, "parked", 200.0),
            stack,
            new LoopEpisode.Holder("java.lang.Object@1b", "orders", List.of("a.B.c(B.java:1)")),
            3);
    LoopEpisode read = LoopEpisode.of(wired(episode.event()));
    assertThat(read).usingRecursiveComparison().ignoringFields("stack").isEqualTo(episode);
    assertThat(read.stack().samples()).isEqualTo(3);
    assertThat(read.stack().heaviest())
        .containsExactly("Thread.sleep", "Handler.read", "Thread.run");
  }

  @Test
  void whatIsNotKnownOfAnEpisodeIsAbsent() throws IOException {
    LoopEpisode episode =
        new LoopEpisode(1, "a", 5, 60, null, Map.of(), StackTree.empty(), null, 0);
    assertThat(episode.event().data()).doesNotContainKeys("blamed", "heldBy", "unsent");
    LoopEpisode read = LoopEpisode.of(wired(episode.event()));
    assertThat(read.blamed()).isNull();
    assertThat(read.holder()).isNull();
    assertThat(read.millis()).isEmpty();
  }

  @Test
  void aPatternSurvivesTheWire() throws IOException {
    StackTree stack = StackTree.empty();
    stack.add(List.of("Thread.run", "Thread.sleep"));
    LoopPattern pattern =
        new LoopPattern(2, "nio-2", 7, 60_000, "com.acme.A.b", 1_200L, 6_100.5, stack);
    LoopPattern read = LoopPattern.of(wired(pattern.event()));
    assertThat(read).usingRecursiveComparison().ignoringFields("stack").isEqualTo(pattern);
    assertThat(read.stack().heaviest()).containsExactly("Thread.sleep", "Thread.run");
  }

  @Test
  void aStallSurvivesTheWire() throws IOException {
    ProcessStall stall = new ProcessStall(9, 1_003.2, 12.0, 4);
    assertThat(ProcessStall.of(wired(stall.event()))).usingRecursiveComparison().isEqualTo(stall);
    assertThat(ProcessStall.of(wired(new ProcessStall(9, 60, null, 0).event())).stoppedMillis())
        .isNull();
  }

  @Test
  void theLargestEpisodeIsWithinTheLimit() {
    StackTree stack = StackTree.empty();
    for (int sample = 0; sample < 100; sample++) {
      List<String> frames = new ArrayList<>();
      for (int frame = 0; frame < 97; frame++) {
        frames.add(
            ("m" + sample + "." + frame + "\u00e4\u20ac".repeat(100))
                .substring(0, StackTree.MAX_TEXT));
      }
      stack.add(frames);
    }
    assertThat(stack.samples()).isEqualTo(100);
    LoopEpisode episode =
        new LoopEpisode(
            1,
            "n".repeat(1_000),
            5,
            60,
            "x".repeat(StackTree.MAX_TEXT),
            Map.of("cpu", 1.0),
            stack,
            new LoopEpisode.Holder(
                "l", "t", Collections.nCopies(32, "y".repeat(StackTree.MAX_TEXT))),
            0);
    assertThat(EventCodec.write(episode.event()).length).isLessThan(LARGEST_EVENT);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    for (String data :
        List.of(
            "{}",
            "{\"loop\":1}",
            "{\"loop\":\"a\",\"name\":\"b\",\"durationMillis\":1}",
            "{\"loop\":1,\"name\":\"b\",\"durationMillis\":1,\"stack\":7}",
            "{\"loop\":1,\"name\":\"b\",\"durationMillis\":1,\"stack\":[7]}",
            "{\"loop\":1,\"name\":\"b\",\"durationMillis\":1,\"stack\":[[1,1,\"a\"]]}",
            "{\"loop\":1,\"name\":\"b\",\"durationMillis\":1,\"stack\":[[0,1,7]]}",
            "{\"loop\":1,\"name\":\"b\",\"durationMillis\":1,\"heldBy\":{}}")) {
      Event event =
          EventCodec.read(
              new ByteArrayInputStream(
                  ("{\"time\":1,\"name\":\"loop-episode\",\"data\":" + data + "}")
                      .getBytes(StandardCharsets.UTF_8)));
      assertThatThrownBy(() -> LoopEpisode.of(event)).as(data).isInstanceOf(WireException.class);
    }
  }

  /** Deeper than JSON within JSON may be. */
  @Test
  void aDeepStackSurvivesTheWire() throws IOException {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < 97; i++) {
      frames.add("a.B.m" + i);
    }
    StackTree stack = StackTree.empty();
    stack.add(frames);
    LoopEpisode read =
        LoopEpisode.of(
            wired(new LoopEpisode(1, "a", 5, 60, null, Map.of(), stack, null, 0).event()));
    Collections.reverse(frames);
    assertThat(read.stack().heaviest()).isEqualTo(frames);
  }

  private static Event wired(Event event) throws IOException {
    return EventCodec.read(new ByteArrayInputStream(EventCodec.write(event)));
  }
}
