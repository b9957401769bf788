package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingReadingTest {
  private static final long ALLOWED_NANOS = 200;

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private long cost;

  private final SparingReading reading =
      new SparingReading(
          new Reading() {
            @Override
            public String name() {
              return "costly";
            }

            @Override
            public void read(PointList points) {
              reads.incrementAndGet();
              clock.addAndGet(cost);
            }
          },
          ALLOWED_NANOS,
          clock::get);

  @Test
  void aCheapReadingComesEveryTurn() throws IOException {
    cost = ALLOWED_NANOS - 1;
    turns(100);
    assertThat(reads).hasValue(100);
  }

  @Test
  void aDearOneTakesNoMoreOverTimeThanItIsAllowed() throws IOException {
    cost = 7 * ALLOWED_NANOS;
    turns(801);
    assertThat(clock.get()).isBetween(600 * ALLOWED_NANOS, 801 * ALLOWED_NANOS + 2 * cost);
  }

  @Test
  void howeverDearItComesAfterFiveMinutes() throws IOException {
    cost = 1_000_000 * ALLOWED_NANOS;
    turns(2);
    turns(60);
    assertThat(reads).hasValue(2);
    turns(1);
    assertThat(reads).hasValue(3);
  }

  @Test
  void oneDearReadingAloneChangesNothing() throws IOException {
    cost = 50 * ALLOWED_NANOS;
    turns(1);
    cost = 1;
    turns(9);
    assertThat(reads).hasValue(10);
  }

  private void turns(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      reading.read(new PointList());
    }
  }
}
