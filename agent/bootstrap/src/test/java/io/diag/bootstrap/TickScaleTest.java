package io.diag.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TickScaleTest {
  @Test
  void bucketsFollowEachOtherWithoutAGap() {
    for (int bucket = 0; bucket < TickScale.BUCKETS; bucket++) {
      assertThat(TickScale.bucket(TickScale.lowestNanos(bucket))).isEqualTo(bucket);
      assertThat(TickScale.bucket(TickScale.highestNanos(bucket))).isEqualTo(bucket);
      if (bucket > 0) {
        assertThat(TickScale.lowestNanos(bucket)).isEqualTo(TickScale.highestNanos(bucket - 1) + 1);
      }
    }
  }

  @Test
  void aBucketIsAtMostAnEighthWiderThanAnyLengthInIt() {
    Random random = new Random(6);
    long last = TickScale.lowestNanos(TickScale.BUCKETS - 1);
    for (int i = 0; i < 100_000; i++) {
      long nanos =
          (long) Math.exp(Math.log(1_024) + random.nextDouble() * Math.log(last / 1_024.0));
      int bucket = TickScale.bucket(nanos);
      assertThat(nanos).isBetween(TickScale.lowestNanos(bucket), TickScale.highestNanos(bucket));
      assertThat(TickScale.highestNanos(bucket)).isLessThanOrEqualTo(nanos + nanos / 8);
    }
  }

  @Test
  void whatIsBelowAndAboveHasABucketEach() {
    assertThat(TickScale.bucket(-5)).isZero();
    assertThat(TickScale.bucket(0)).isZero();
    assertThat(TickScale.bucket(1_023)).isZero();
    assertThat(TickScale.bucket(1_024)).isEqualTo(1);
    assertThat(TickScale.bucket(Long.MAX_VALUE)).isEqualTo(TickScale.BUCKETS - 1);
    assertThat(TickScale.lowestNanos(TickScale.BUCKETS - 1)).isEqualTo(1L << 37);
  }
}
