package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopNameTest {
  @Test
  void anOrdinaryNameStaysAsItIs() {
    assertThat(LoopName.of("nioEventLoopGroup-2-1", false)).isEqualTo("nioEventLoopGroup-2-1");
  }

  @Test
  void threadsOfAPoolHaveOneName() {
    assertThat(LoopName.of("qtp1304-25", true)).isEqualTo("qtp*-*");
  }

  @Test
  void whatCannotBeSentOrShownIsLeftOut() {
    assertThat(LoopName.of("a\tb\nc", false)).isEqualTo("a b c");
    assertThat(LoopName.of("half \ud83d", false)).isEqualTo("half");
    assertThat(LoopName.of("whole \ud83d\ude00", false)).isEqualTo("whole \ud83d\ude00");
    assertThat(LoopName.of("", false)).isEqualTo("unnamed");
  }

  @Test
  void aLongNameIsCutWithoutCuttingAPair() {
    assertThat(LoopName.of("x".repeat(5_000), false)).hasSize(120);
    assertThat(LoopName.of("x".repeat(119) + "\ud83d\ude00", false)).isEqualTo("x".repeat(119));
  }
}
