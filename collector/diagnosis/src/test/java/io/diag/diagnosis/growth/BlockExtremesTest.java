package io.diag.diagnosis.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockExtremesTest {
  private final BlockExtremes least = BlockExtremes.least(1_000, 4);

  @Test
  void keepsTheLeastOfEachBlock() {
    least.put(10_000, 5);
    least.put(10_500, 3);
    least.put(10_999, 4);
    least.put(11_000, 9);
    assertThat(least.at(10)).isEqualTo(3);
    assertThat(least.at(11)).isEqualTo(9);
    assertThat(least.at(12)).isNaN();
    assertThat(least.at(9)).isNaN();
  }

  @Test
  void keepsTheGreatestWhereThatIsAskedFor() {
    BlockExtremes greatest = BlockExtremes.greatest(1_000, 4);
    greatest.put(10_000, 5);
    greatest.put(10_500, 7);
    assertThat(greatest.at(10)).isEqualTo(7);
  }

  @Test
  void forgetsWhatIsOlderThanItsBlocks() {
    for (long second = 0; second < 100; second++) {
      least.put(second * 1_000, (double) second);
    }
    assertThat(least.at(95)).isNaN();
    assertThat(least.at(96)).isEqualTo(96);
    assertThat(least.at(99)).isEqualTo(99);
  }

  @Test
  void aGapIsUnknownAndNotWhatWasThereBefore() {
    least.put(1_000, 1);
    least.put(2_000, 2);
    least.put(5_000, 5);
    assertThat(least.at(2)).isEqualTo(2);
    assertThat(least.at(3)).isNaN();
    assertThat(least.at(4)).isNaN();
    least.put(1_000_000, 7);
    assertThat(least.at(999)).isNaN();
    assertThat(least.at(1_000)).isEqualTo(7);
  }

  @Test
  void whatComesLateGoesToItsBlockIfThatIsStillKept() {
    least.put(5_000, 5);
    least.put(3_000, 3);
    least.put(1_000, 1);
    assertThat(least.at(3)).isEqualTo(3);
    assertThat(least.at(1)).isNaN();
    assertThat(least.at(5)).isEqualTo(5);
  }
}
