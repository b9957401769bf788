package io.diag.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.DeadlockEvent;
import io.diag.wire.FeatureState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeadlockWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private final Map<String, DeadlockEvent> there = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private long nanos;
  private long costNanos = 100_000;
  private int asked;
  private boolean unclear;
  private final DeadlockWatch watch =
      new DeadlockWatch(
          () -> {
            asked++;
            nanos += costNanos;
            return unclear ? null : new TreeMap<>(there);
          },
          event -> told.add(event.name() + " " + event.data().get("id")),
          () -> nanos,
          () -> 1_000);

  @Test
  void tellsOfEachCircleOnceAndOnceOfItsEnd() {
    watch.start();
    plant("1-2");
    ticks(10);
    plant("5-6-7");
    ticks(10);
    there.remove("1-2");
    ticks(10);
    assertThat(told).containsExactly("deadlock 1-2", "deadlock 5-6-7", "deadlock-gone 1-2");
  }

  @Test
  void whoListensLateIsToldOfWhatIsThere() {
    watch.start();
    plant("1-2");
    plant("3-4");
    ticks(10);
    there.remove("3-4");
    ticks(10);
    told.clear();
    watch.tellAgain();
    ticks(10);
    assertThat(told).containsExactly("deadlock 1-2");
  }

  @Test
  void anUnclearAnswerEndsNothing() {
    plant("1-2");
    watch.start();
    unclear = true;
    ticks(10);
    unclear = false;
    ticks(10);
    assertThat(told).containsExactly("deadlock 1-2");
  }

  @Test
  void asksEveryTenSecondsWhereThatIsCheap() {
    watch.start();
    asked = 0;
    ticks(24);
    assertThat(asked).isBetween(11, 12);
  }

  @Test
  void asksForAThousandthOfTheTimeWhereItIsDear() {
    costNanos = 60_000_000;
    watch.start();
    asked = 0;
    ticks(12 * 60);
    assertThat(asked).as("an hour, each of 60 ms").isBetween(50, 60);
  }

  @Test
  void asksEveryTenMinutesAtLeast() {
    costNanos = 100 * SECOND;
    watch.start();
    asked = 0;
    ticks(12 * 60);
    assertThat(asked).isBetween(5, 7);
  }

  @Test
  void aJvmThatCannotLookSaysSo() {
    FeatureState state =
        new DeadlockWatch(
                () -> {
                  throw new UnsupportedOperationException("no monitors here");
                },
                event -> {},
                () -> 0,
                () -> 0)
            .start();
    assertThat(state.status()).isEqualTo(FeatureState.Status.OFF);
    assertThat(state.reason()).contains("no monitors here");
  }

  private void plant(String id) {
    there.put(
        id,
        new DeadlockEvent(
            id, List.of(new DeadlockEvent.Member(1, "a", "lock", "a", List.of("frame")))));
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      nanos += 5 * SECOND;
      watch.tick(false);
    }
  }
}
