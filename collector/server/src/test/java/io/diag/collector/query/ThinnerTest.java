package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinnerTest {
  private static final long START = 1_795_348_800_000L;

  @Test
  void readingsThatFitStayAsTheyAre() {
    Thinner<ThinnedPoint> thinner = thinner(0, 1_000, 3);
    add(thinner, 1, 10);
    add(thinner, 500, 20);
    add(thinner, 999, 30);
    assertThat(thinner.points())
        .containsExactly(
            ThinnedPoint.single(1, 10), ThinnedPoint.single(500, 20), ThinnedPoint.single(999, 30));
  }

  @Test
  void aSinglePeakAmongManyReadingsSurvives() {
    Thinner<ThinnedPoint> thinner = thinner(START, START + 3_600_000, 60);
    for (int i = 0; i < 3_600; i++) {
      add(thinner, START + i * 1_000L, i == 1_234 ? 999 : i == 2_345 ? -999 : 5);
    }
    List<ThinnedPoint> points = thinner.points();
    assertThat(points).hasSizeLessThanOrEqualTo(60);
    assertThat(points.stream().filter(point -> point.max() == 999))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.merged()).isTrue();
              assertThat(point.min()).isEqualTo(5);
              assertThat(point.last()).isEqualTo(5);
            });
    assertThat(points).filteredOn(point -> point.min() == -999).hasSize(1);
  }

  @Test
  void thereAreNeverMorePointsThanAsked() {
    for (int max = 2; max < 40; max++) {
      for (long offset = 0; offset < 50; offset += 7) {
        Thinner<ThinnedPoint> thinner = thinner(START + offset, START + offset + 1_003, max);
        for (int i = 0; i < 1_003; i++) {
          add(thinner, START + offset + i, i);
        }
        assertThat(thinner.points()).hasSizeLessThanOrEqualTo(max);
        assertThat(thinner.points().get(thinner.points().size() - 1).last()).isEqualTo(1_002);
      }
    }
  }

  @Test
  void bucketsStayTheSameWhileTheRangeSlides() {
    List<ThinnedPoint> before = thinned(START, 100);
    List<ThinnedPoint> after = thinned(START + 3_000, 100);
    // All but the first and the last two, which the edges of the ranges cut.
    assertThat(after).containsAll(before.subList(2, before.size() - 2));
  }

  @Test
  void histogramsAreAddedUpSoThatNoneIsCountedTwiceOrLost() {
    Thinner<ThinnedHistogram> thinner =
        new Thinner<>(START, START + 3_600_000, 10, ThinnedHistogram::plus);
    for (int i = 0; i < 720; i++) {
      Histogram one =
          new Histogram(2, 0.5, i == 99 ? 7 : 0.4, new double[] {0.1, 1}, new long[] {1, 0});
      thinner.add(START + i * 5_000L, new ThinnedHistogram(START + i * 5_000L, one));
    }
    List<ThinnedHistogram> points = thinner.points();
    assertThat(points).hasSizeLessThanOrEqualTo(10);
    Histogram all =
        points.stream().map(ThinnedHistogram::histogram).reduce(Histogram::plus).orElseThrow();
    assertThat(all)
        .isEqualTo(new Histogram(1_440, 360, 7, new double[] {0.1, 1}, new long[] {720, 0}));
    assertThat(points).filteredOn(point -> point.histogram().max() == 7).hasSize(1);
    assertThat(points.get(points.size() - 1).timeMillis()).isEqualTo(START + 719 * 5_000L);
  }

  private static Thinner<ThinnedPoint> thinner(long from, long to, int points) {
    return new Thinner<>(from, to, points, ThinnedPoint::plus);
  }

  private static void add(Thinner<ThinnedPoint> thinner, long time, double value) {
    thinner.add(time, ThinnedPoint.single(time, value));
  }

  private static List<ThinnedPoint> thinned(long from, int points) {
    Thinner<ThinnedPoint> thinner = thinner(from, from + 1_000_000, points);
    for (long time = START; time < START + 2_000_000; time += 1_000) {
      if (time >= from && time < from + 1_000_000) {
        add(thinner, time, (double) (time % 17_000));
      }
    }
    return thinner.points();
  }
}
