package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.SafepointCounters;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * How often and for how long the JVM stood still, for whatever reason, and how long it took to get
 * there, from the counters it keeps in a file. They also tell of the pauses of G1's concurrent
 * cycles, where no bean does: after one, what is dead in the old generation is known.
 */
public final class SafepointFeature implements Feature {
  private static final String CONCURRENT = "G1 Concurrent GC";

  private final Sample sample;
  private final File temporary;
  private final String user;
  private final LongSupplier pid;
  private SafepointCounters counters;

  /** Whether this is G1, and no bean counts the pauses of its concurrent cycles. */
  private boolean countsCycles;

  /**
   * @param temporary where the JVM keeps the file, whatever {@code java.io.tmpdir} says
   * @param pid as the process itself sees it
   */
  public SafepointFeature(Sample sample, File temporary, String user, LongSupplier pid) {
    this.sample = sample;
    this.temporary = temporary;
    this.user = user;
    this.pid = pid;
  }

  @Override
  public String name() {
    return "safepoints";
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public FeatureState start() {
    countsCycles = has("G1 Old Generation") && !has(CONCURRENT);
    try {
      counters = SafepointCounters.open(temporary, user, pid.getAsLong());
      return FeatureState.on(name());
    } catch (IOException unusable) {
      return FeatureState.off(name(), unusable.getMessage());
    }
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    PointList points = sample.list();
    Long count = counters.count();
    if (count != null) {
      points.add("diag.jvm.safepoint.count", "{safepoint}", (double) count);
    }
    Long concurrent = countsCycles ? counters.concurrentPauses() : null;
    if (concurrent != null) {
      points.add(
          "diag.jvm.gc.count",
          "{collection}",
          PointList.label("jvm.gc.name", CONCURRENT),
          (double) concurrent);
    }
    time(points, "diag.jvm.safepoint.time", counters.seconds());
    time(points, "diag.jvm.safepoint.sync.time", counters.syncSeconds());
    return FeatureState.on(name());
  }

  @Override
  public void stop() throws IOException {
    SafepointCounters closing = counters;
    counters = null;
    if (closing != null) {
      closing.close();
    }
  }

  private static boolean has(String collector) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .anyMatch(bean -> bean.getName().equals(collector));
  }

  private static void time(PointList points, String name, Double seconds) {
    if (seconds != null) {
      points.add(name, "s", seconds);
    }
  }
}
