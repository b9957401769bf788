package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GcPausesTest {
  private final GcPauses pauses = new GcPauses();

  @Test
  void collectionsAreCountedByNameActionAndCauseWithTheirLengths() {
    pauses.add("Copy", "end of minor GC", "Allocation Failure", 2);
    pauses.add("Copy", "end of minor GC", "Allocation Failure", 0);
    pauses.add("Copy", "end of minor GC", "Allocation Failure", 30);
    pauses.add("Copy", "end of minor GC", "System.gc()", 60_000);
    List<HistogramPoint> points = drain();
    assertThat(points).hasSize(2);
    assertThat(points.get(0).labels())
        .isEqualTo(
            Map.of(
                "jvm.gc.name",
                "Copy",
                "jvm.gc.action",
                "end of minor GC",
                "jvm.gc.cause",
                "Allocation Failure"));
    assertThat(points.get(0).histogram())
        .isEqualTo(
            new Histogram(
                3,
                0.032,
                0.03,
                new double[] {0.001, 0.002, 0.005, 0.01, 0.02, 0.05},
                new long[] {1, 1, 0, 0, 0, 1}));
    assertThat(points.get(1).histogram())
        .as("longer than every bound")
        .isEqualTo(new Histogram(1, 60, 60, new double[] {50}, new long[] {0}));
    assertThat(drain()).as("each is told once").isEmpty();
  }

  @Test
  void moreKindsThanAnyJvmHasAreLumpedTogether() {
    for (int i = 0; i < 500; i++) {
      pauses.add("Copy", "end of minor GC", "cause " + i, 1);
    }
    List<HistogramPoint> points = drain();
    assertThat(points).hasSize(64);
    assertThat(points.get(63).labels()).containsEntry("jvm.gc.cause", "other");
    assertThat(count(points)).isEqualTo(500);
  }

  @Test
  void noneIsLostOrCountedTwiceWhileTwoThreadsAreAtWork() throws InterruptedException {
    int collections = 200_000;
    AtomicBoolean over = new AtomicBoolean();
    Thread adder =
        new Thread(
            () -> {
              for (int i = 0; i < collections; i++) {
                pauses.add("Copy", "minor", "cause " + i % 3, i % 7);
              }
              over.set(true);
            });
    adder.start();
    long seen = 0;
    while (!over.get()) {
      seen += count(drain());
    }
    adder.join();
    assertThat(seen + count(drain())).isEqualTo(collections);
  }

  private List<HistogramPoint> drain() {
    PointList points = new PointList();
    pauses.drainTo(points);
    return new ArrayList<>(points.histograms());
  }

  private static long count(List<HistogramPoint> points) {
    return points.stream().mapToLong(point -> point.histogram().count()).sum();
  }
}
