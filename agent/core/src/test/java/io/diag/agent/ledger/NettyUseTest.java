package io.diag.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.ledger.NettyUse.Kind;
import org.junit.jupiter.api.Test;

/** The rows of what tells of which Netty, by version and JDK; nothing is counted twice. */
class NettyUseTest {
  private final NettyUse use = new NettyUse();

  @Test
  void withCleanersTheDirectPoolCountsAllOfIt() {
    use.setCounted(true);
    use.add(Kind.POOLED, 64);
    assertThat(use.counted(Kind.POOLED)).isEqualTo("direct-pool");
    assertThat(use.bytes(Kind.PLATFORM)).isNull();
    assertThat(use.aloneBytes()).isZero();
  }

  @Test
  void withCleanersNettysOwnCountIsInTheDirectPoolToo() {
    use.setCounted(true);
    use.setPlatform(64);
    assertThat(use.counted(Kind.PLATFORM)).isEqualTo("direct-pool");
    assertThat(use.aloneBytes()).isZero();
  }

  @Test
  void withoutCleanersNettysOwnCountHoldsWhatItsAllocatorsDo() {
    use.setCounted(false);
    use.setPlatform(70);
    use.add(Kind.POOLED, 64);
    use.add(Kind.UNPOOLED, 2);
    assertThat(use.counted(Kind.POOLED)).isEqualTo("platform");
    assertThat(use.counted(Kind.PLATFORM)).isEqualTo("alone");
    assertThat(use.aloneBytes()).isEqualTo(70);
  }

  @Test
  void whereNettyCountsNothingTheAllocatorsDo() {
    use.setCounted(false);
    use.add(Kind.ADAPTIVE, 60);
    use.add(Kind.UNPOOLED, 3);
    assertThat(use.counted(Kind.ADAPTIVE)).isEqualTo("alone");
    assertThat(use.aloneBytes()).isEqualTo(63);
  }

  @Test
  void whatNobodyKnowsIsNotCounted() {
    use.add(Kind.POOLED, 64);
    use.add(Kind.of("SomebodysAllocator"), 64);
    assertThat(use.counted(Kind.POOLED)).isNull();
    assertThat(use.bytes(Kind.POOLED)).isEqualTo(64);
    assertThat(use.aloneBytes()).isZero();
  }
}
