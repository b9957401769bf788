package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.FeatureState;
import io.diag.wire.HistogramPoint;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the JVM that runs the test. */
class GcFeatureTest {
  private final Sample sample = new Sample();
  private final GcFeature feature = new GcFeature(sample);

  @Test
  void everyCollectionIsSeenWithItsCauseUntilTheFeatureStops() throws Exception {
    assertThat(feature.start()).isEqualTo(FeatureState.on("gc"));
    long before = collections();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long happened = collections() - before;
    List<HistogramPoint> seen = awaitCollections(happened);
    assertThat(seen).anyMatch(point -> "System.gc()".equals(point.labels().get("jvm.gc.cause")));
    feature.stop();
    System.gc();
    sample.clear();
    feature.tick(false);
    assertThat(sample.histograms()).as("the listeners are gone").isEmpty();
    assertThat(sample.points())
        .anyMatch(point -> point.name().equals("diag.jvm.gc.count") && point.value() > 0);
  }

  /** The JVM tells of a collection a moment later, on a thread of its own. */
  private List<HistogramPoint> awaitCollections(long count) throws InterruptedException {
    List<HistogramPoint> seen = new ArrayList<>();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (seen.stream().mapToLong(point -> point.histogram().count()).sum() < count) {
      assertThat(System.nanoTime()).as("%s of %d", seen, count).isLessThan(deadline);
      Thread.sleep(5);
      sample.clear();
      feature.tick(false);
      seen.addAll(sample.histograms());
    }
    return seen;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
