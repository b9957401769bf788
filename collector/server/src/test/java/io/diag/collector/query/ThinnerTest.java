package io.diag.collector.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThinnerTest {
  private static final long START = 1_795_348_800_000L;

  @Test
  void readingsThatFitStayAsTheyAre() {
    Thinner thinner = new Thinner(0, 1_000, 3);
    thinner.point(1, 10);
    thinner.point(500, 20);
    thinner.point(999, 30);
    assertThat(thinner.points())
        .containsExactly(
            ThinnedPoint.single(1, 10), ThinnedPoint.single(500, 20), ThinnedPoint.single(999, 30));
  }

  @Test
  void aSinglePeakAmongManyReadingsSurvives() {
    Thinner thinner = new Thinner(START, START + 3_600_000, 60);
    for (int i = 0; i < 3_600; i++) {
      thinner.point(START + i * 1_000L, i == 1_234 ? 999 : i == 2_345 ? -999 : 5);
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
        Thinner thinner = new Thinner(START + offset, START + offset + 1_003, max);
        for (int i = 0; i < 1_003; i++) {
          thinner.point(START + offset + i, i);
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

  private static List<ThinnedPoint> thinned(long from, int points) {
    Thinner thinner = new Thinner(from, from + 1_000_000, points);
    for (long time = START; time < START + 2_000_000; time += 1_000) {
      if (time >= from && time < from + 1_000_000) {
        thinner.point(time, (double) (time % 17_000));
      }
    }
    return thinner.points();
  }
}
