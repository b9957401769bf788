package io.diag.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.wire.Point;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Against the JVM that runs the test. */
class MemoryPoolReadingTest {
  @Test
  void afterACollectionTheLiveSetIsKnownForEveryHeapPool() {
    byte[][] kept = new byte[20][1 << 20];
    System.gc();
    PointList points = new PointList();
    new MemoryPoolReading().read(points);
    Set<String> used = pools(points, "jvm.memory.used");
    assertThat(used).isNotEmpty();
    assertThat(pools(points, "jvm.memory.used_after_last_gc")).isEqualTo(used);
    double live =
        points.points().stream()
            .filter(point -> point.name().equals("jvm.memory.used_after_last_gc"))
            .mapToDouble(Point::value)
            .sum();
    assertThat(live).isGreaterThan((double) kept.length * kept[0].length);
  }

  @Test
  void theHeapsLimitIsTheLargestItMayGrowTo() {
    PointList points = new PointList();
    new MemoryPoolReading().read(points);
    assertThat(points.points())
        .contains(
            new Point("diag.jvm.memory.heap.max", "By", (double) Runtime.getRuntime().maxMemory()));
  }

  private static Set<String> pools(PointList points, String name) {
    Set<String> pools = new TreeSet<>();
    for (Point point : points.points()) {
      if (point.name().equals(name) && "heap".equals(point.labels().get("jvm.memory.type"))) {
        pools.add(point.labels().get("jvm.memory.pool.name"));
      }
    }
    return pools;
  }
}
