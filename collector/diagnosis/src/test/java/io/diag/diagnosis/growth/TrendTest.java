package io.diag.diagnosis.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void theTestOfMannAndKendallGivesWhatTheTextbookSays() {
    // Gilbert 1987, example 16.2: all but a few pairs of ten values rise.
    assertThat(of(10, t -> t).mannKendall()).isCloseTo(44 / Math.sqrt(125), within(1e-9));
    assertThat(of(10, t -> -t).mannKendall()).isCloseTo(-44 / Math.sqrt(125), within(1e-9));
    assertThat(of(10, t -> 7).mannKendall()).isZero();
  }

  @Test
  void equalValuesLessenTheVariance() {
    Trend trend = new Trend(new double[] {0, 1, 2, 3}, new double[] {1, 1, 2, 2});
    double variance = (4 * 3 * 13 - 2 * (2 * 1 * 9)) / 18.0;
    assertThat(trend.mannKendall()).isCloseTo(3 / Math.sqrt(variance), within(1e-9));
  }

  @Test
  void theSlopeIsThatOfTheLineWhateverAnOutlierSays() {
    Trend trend = of(12, t -> t == 5 ? 1_000 : 3 * t + 7);
    assertThat(trend.slope()).isCloseTo(3, within(1e-9));
    assertThat(trend.start()).isCloseTo(7, within(3.0));
    assertThat(trend.slopeLow()).isLessThanOrEqualTo(3);
    assertThat(trend.slopeHigh()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aLineHasNoBendAndACacheHasTheOneOfItsFormula() {
    assertThat(of(12, t -> 5 * t).bend()).isCloseTo(1, within(1e-9));
    // Over 12 units with a time constant of 12: exp(-1/3).
    assertThat(of(12, t -> 1 - Math.exp(-t / 12)).bend())
        .isCloseTo(Math.exp(-1 / 3.0), within(0.01));
    assertThat(of(12, t -> Math.min(t, 4)).bend()).isLessThan(0.3);
  }

  @Test
  void whatFallsAtFirstDoesNotFlatten() {
    assertThat(of(12, t -> t < 6 ? 10 - t : t * 3).bend()).isGreaterThan(1);
  }

  @Test
  void aSingleStepLeavesOneHalfFlat() {
    assertThat(of(12, t -> t < 3 ? 0 : 100).lesserHalf()).isZero();
    assertThat(of(12, t -> t < 9 ? 0 : 100).lesserHalf()).isZero();
    assertThat(of(12, t -> 2 * t).lesserHalf()).isCloseTo(2, within(1e-9));
  }

  private static Trend of(int size, DoubleUnaryOperator value) {
    double[] seconds = new double[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      seconds[i] = i;
      values[i] = value.applyAsDouble(i);
    }
    return new Trend(seconds, values);
  }
}
