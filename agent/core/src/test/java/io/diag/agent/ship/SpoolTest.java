package io.diag.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.ItemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SpoolTest {
  @Test
  void itemsLeaveOldestFirstAndNumberedWithoutGaps() throws IOException {
    Spool spool = MemorySpool.of(100, 1 << 20);
    spool.add(ItemKind.SERIES, 1, Collections.emptyMap(), new byte[] {1});
    spool.add(ItemKind.PROFILE, 2, Collections.singletonMap("Diag-From", "10"), new byte[] {2});
    Item first = spool.oldest();
    assertThat(first.sequence()).isEqualTo(100);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(first.body())).readAllBytes())
        .containsExactly(1);
    spool.acknowledge(first);
    assertThat(spool.oldest().sequence()).isEqualTo(101);
    assertThat(spool.oldest().headers()).containsEntry("Diag-From", "10");
    spool.refuse(spool.oldest());
    assertThat(spool.oldest()).isNull();
    assertThat(spool.bytes()).isZero();
    assertThat(spool.acknowledged()).isEqualTo(1);
    assertThat(spool.refused()).isEqualTo(1);
  }

  @Test
  void overItsBoundTheOldestGoAndAreCounted() {
    Spool spool = MemorySpool.of(1, 10_000);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      byte[] body = new byte[1_000];
      random.nextBytes(body);
      spool.add(ItemKind.SERIES, i, Collections.emptyMap(), body);
      assertThat(spool.bytes()).isLessThanOrEqualTo(10_000);
    }
    assertThat(spool.dropped()).isEqualTo(20 - spool.size());
    assertThat(spool.size()).isBetween(8, 9);
    assertThat(spool.oldest().sequence()).isEqualTo(1 + spool.dropped());
  }

  @Test
  void anItemThatWasDroppedWhileItWasSentIsNotTakenOutTwice() {
    Spool spool = MemorySpool.of(1, 250);
    spool.add(ItemKind.SERIES, 1, Collections.emptyMap(), new byte[1]);
    Item sending = spool.oldest();
    byte[] large = new byte[120];
    new SplittableRandom(2).nextBytes(large);
    spool.add(ItemKind.SERIES, 2, Collections.emptyMap(), large);
    assertThat(spool.oldest().sequence()).isEqualTo(2);
    spool.acknowledge(sending);
    assertThat(spool.oldest().sequence()).isEqualTo(2);
    assertThat(spool.size()).isEqualTo(1);
  }
}
