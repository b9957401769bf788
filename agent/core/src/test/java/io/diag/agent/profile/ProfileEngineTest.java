package io.diag.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.agent.os.ProcFs;
import io.diag.agent.os.ProcessCpu;
import io.diag.wire.FeatureState;
import io.diag.wire.ProfileSpan;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileEngineTest {
  private static final int SECOND = 1_000;

  @TempDir private File root;
  private final FakeSource first = new FakeSource("native");
  private final FakeSource fallback = new FakeSource("fallback");
  private final List<ProfileSpan> spans = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final Heard heard = new Heard();
  private long millis = 1_000_000;
  private long aheadMillis;
  private double waitsPerSecond = -1;
  private boolean watched;
  private int backOff;
  private ProfileEngine engine;

  @Test
  void theFirstChunkComesAfterTenSecondsAndThenOneAMinute() throws IOException {
    start();
    run(10);
    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).seam()).isEqualTo("profiling began");
    run(55);
    assertThat(spans).hasSize(1);
    run(5);
    assertThat(spans).hasSize(2);
    assertThat(spans.get(1).seam()).isNull();
    assertThat(spans.get(1).fromMillis()).isEqualTo(ends.get(0));
    assertThat(first.started).hasSize(1);
  }

  @Test
  void whileSomebodyLooksAChunkComesEveryTenSeconds() throws IOException {
    start();
    watched = true;
    run(60);
    assertThat(spans).hasSize(6);
  }

  @Test
  void whatWasSkippedIsToldOnceAndForItsOwnSpan() throws IOException {
    start();
    watched = true;
    first.skipped = 7;
    run(10);
    run(10);
    first.skipped = 9;
    run(10);
    assertThat(spans).extracting(ProfileSpan::skipped).containsExactly(7L, 0L, 2L);
  }

  @Test
  void anOrderAddsItsEventForItsTimeAndBothEndsAreSeams() throws IOException {
    start();
    run(10);
    assertThat(engine.urgent()).isFalse();
    assertThat(engine.order(order(SampledEvent.WALL, 30))).isTrue();
    assertThat(engine.order(order(SampledEvent.WALL, 30))).as("a second one").isFalse();
    assertThat(engine.urgent()).isTrue();
    tick();
    assertThat(first.started.get(1).events())
        .containsExactlyInAnyOrder(
            SampledEvent.CPU, SampledEvent.ALLOC, SampledEvent.LOCK, SampledEvent.WALL);
    run(31);

    assertThat(heard.done).isEqualTo(1);
    assertThat(heard.untilMillis - heard.fromMillis).isBetween(30_000L, 31_000L);
    assertThat(heard.chunks).isGreaterThanOrEqualTo(3);
    assertThat(first.started.get(2)).isEqualTo(first.started.get(0));
    watched = true;
    run(10);
    assertThat(seams())
        .containsExactly("profiling began", "wall for 30 s, by command 1", "wall ended after 30 s");
    assertThat(spans.stream().filter(span -> span.event("wall") != null)).hasSize(heard.chunks);
  }

  @Test
  void liveObjectsAreToldInOneChunkForTheyWouldBeCountedTwiceInTwo() throws IOException {
    start();
    watched = true;
    run(10);
    engine.order(order(SampledEvent.LIVE, 60));
    run(62);
    assertThat(heard.done).isEqualTo(1);
    assertThat(heard.chunks).isEqualTo(1);
    SamplingPlan plan = first.started.get(1);
    assertThat(plan.interval(SampledEvent.LIVE)).isEqualTo(plan.interval(SampledEvent.ALLOC));
  }

  @Test
  void aChunkThatGrowsTooLargeEndsItsOrderEarlyAndWhatThereIsIsKept() throws IOException {
    start();
    run(10);
    engine.order(order(SampledEvent.NATIVEMEM, 600));
    run(5);
    first.size = 13L << 20;
    run(1);
    assertThat(heard.done).isEqualTo(1);
    assertThat(heard.chunks).isEqualTo(1);
  }

  @Test
  void aCancelledOrderEndsAtOnceAndTheRestGoesOn() throws IOException {
    start();
    run(10);
    engine.order(order(SampledEvent.WALL, 600));
    run(5);
    heard.cancelled = true;
    run(1);
    assertThat(heard.done).isEqualTo(1);
    assertThat(first.running).isTrue();
    assertThat(engine.urgent()).isFalse();
  }

  @Test
  void anotherProfilerThatAppearsIsLeftAloneAndTheOrderFails() throws IOException {
    start();
    run(10);
    engine.order(order(SampledEvent.WALL, 60));
    run(1);
    first.conflict = "another one is loaded";
    run(10);
    assertThat(first.running).isFalse();
    assertThat(heard.failed).isEqualTo("another one is loaded");
    for (SampledEvent event : new SampledEvent[] {SampledEvent.CPU, SampledEvent.LOCK}) {
      assertThat(engine.state(event).status()).isEqualTo(FeatureState.Status.OFF);
      assertThat(engine.state(event).reason()).isEqualTo("another one is loaded");
    }
  }

  @Test
  void whenTheFirstSourceCannotBeUsedTheNextOneIsAndTheReasonIsSaid() throws IOException {
    first.cannotOpen = new IOException("no folder is executable");
    start();
    assertThat(fallback.running).isTrue();
    assertThat(engine.state(SampledEvent.ALLOC))
        .isEqualTo(FeatureState.on("alloc-profile", "by fallback, since no folder is executable"));
  }

  @Test
  void whenNoSourceCanBeUsedAllReasonsAreSaidAndItIsTriedAgain() {
    first.cannotOpen = new IOException("no folder is executable");
    fallback.cannotOpen = new IOException("no space left");
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessage("no folder is executable; no space left");
    assertThat(engine.state(SampledEvent.LOCK).status()).isEqualTo(FeatureState.Status.FAILED);
  }

  @Test
  void overTheBudgetItPausesAndComesBackWithASeam() throws IOException {
    start();
    run(10);
    backOff = 3;
    run(5);
    assertThat(first.running).isFalse();
    assertThat(engine.state(SampledEvent.CPU).reason()).contains("over its budget");
    backOff = 0;
    watched = true;
    run(15);
    assertThat(first.running).isTrue();
    assertThat(seams()).contains("profiling began again");
    assertThat(engine.state(SampledEvent.CPU)).isEqualTo(FeatureState.on("cpu-profile"));
  }

  @Test
  void whereThreadsWaitOftenLocksAreSampledInOneSpanOfSeveralAndThatIsNoSeam() throws IOException {
    first.slowsWaits = true;
    waitsPerSecond = 500;
    start();
    watched = true;
    run(160);
    assertThat(spans).hasSize(16);
    assertThat(spansWithLocks()).containsExactly(0, 8);
    assertThat(seams()).containsExactly("profiling began");
    assertThat(engine.state(SampledEvent.LOCK).reason()).contains("one span in 8");
    assertThat(engine.state(SampledEvent.CPU).reason()).isNull();
    waitsPerSecond = 20;
    run(100);
    assertThat(spansWithLocks()).contains(18, 19, 20, 21, 22, 23, 24, 25);
    assertThat(engine.state(SampledEvent.LOCK).reason()).isNull();
  }

  @Test
  void whereSamplingLocksCostsNothingAtEachWaitTheyAreAlwaysSampled() throws IOException {
    waitsPerSecond = 100_000;
    start();
    watched = true;
    run(100);
    assertThat(spansWithLocks()).hasSize(10);
  }

  @Test
  void whatWasRecordedLastIsDeliveredBeforeTheEnd() throws IOException {
    start();
    run(3);
    engine.tick(true);
    engine.stop();
    assertThat(spans).hasSize(1);
    assertThat(first.running).isFalse();
  }

  @Test
  void aClockThatIsSetMakesASpanNeitherLongerNorShorterAndIsASeam() throws IOException {
    start();
    watched = true;
    run(10);
    aheadMillis = 3_600 * SECOND;
    run(10);
    aheadMillis = -3_600 * SECOND;
    run(10);
    run(10);
    assertThat(seams())
        .containsExactly(
            "profiling began", "the clock went forward by 3600 s", "the clock went back by 7200 s");
    for (int i = 1; i < spans.size(); i++) {
      assertThat(ends.get(i) - spans.get(i).fromMillis()).isEqualTo(10L * SECOND);
    }
  }

  @Test
  void whatTheSourceInUseDoesNotSeeOfAnEventIsSaidOfThatEventAlone() throws IOException {
    first.gap = "waits of green threads are not seen";
    start();
    assertThat(engine.state(SampledEvent.LOCK).reason()).isEqualTo(first.gap);
    assertThat(engine.state(SampledEvent.CPU).reason()).isNull();
    assertThat(engine.gap(SampledEvent.LOCK)).isEqualTo(first.gap);
  }

  @Test
  void whatTheSourceThatCannotBeUsedWouldNotSeeIsNotSaid() throws IOException {
    first.gap = "waits of green threads are not seen";
    first.cannotOpen = new IOException("no library");
    start();
    assertThat(engine.state(SampledEvent.LOCK).reason()).doesNotContain("green");
    assertThat(engine.gap(SampledEvent.LOCK)).isNull();
  }

  private void start() throws IOException {
    engine =
        new ProfileEngine(
            Arrays.asList(first, fallback),
            new ProcessLoad(
                new ProcessCpu(new ProcFs(root)),
                () -> -1,
                () -> waitsPerSecond,
                () -> millis * 1_000_000),
            (chunk, span, until) -> {
              spans.add(span);
              ends.add(until);
            },
            () -> watched,
            () -> backOff,
            () -> millis * 1_000_000,
            () -> millis + aheadMillis);
    engine.start();
  }

  /** As the sampler does: every five seconds, and every half second while it is urgent. */
  private void run(int seconds) throws IOException {
    for (int half = 0; half < 2 * seconds; half++) {
      millis += SECOND / 2;
      if (millis % (5 * SECOND) == 0 || engine.urgent()) {
        tick();
      }
    }
  }

  private void tick() throws IOException {
    engine.tick(false);
  }

  private List<Integer> spansWithLocks() {
    List<Integer> with = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).event("lock") != null) {
        with.add(i);
      }
    }
    return with;
  }

  private List<String> seams() {
    List<String> seams = new ArrayList<>();
    for (ProfileSpan span : spans) {
      if (span.seam() != null) {
        seams.add(span.seam());
      }
    }
    return seams;
  }

  private ProfileOrder order(SampledEvent event, int seconds) {
    return new ProfileOrder(event, 0, seconds * 1_000_000_000L, "by command 1", heard);
  }

  private static final class Heard implements ProfileOrder.Listener {
    int chunks;
    int done;
    long fromMillis;
    long untilMillis;
    String failed;
    boolean cancelled;

    @Override
    public void chunk(byte[] chunk) {
      chunks++;
    }

    @Override
    public void done(long from, long until, long samplesSkipped) {
      done++;
      fromMillis = from;
      untilMillis = until;
    }

    @Override
    public void failed(String why) {
      failed = why;
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }
  }
}
