package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.PerfCounters;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * How often and for how long the JVM stood still, for whatever reason, and how long it took to get
 * there, from the counters it keeps in a file.
 */
public final class SafepointFeature implements Feature {
  private static final String COUNT = "sun.rt.safepoints";
  private static final String TIME = "sun.rt.safepointTime";
  private static final String SYNC_TIME = "sun.rt.safepointSyncTime";
  private static final String TICKS_PER_SECOND = "sun.os.hrt.frequency";

  /** What tells this JVM's file from one that another process of the same number left behind. */
  private static final String STARTED_AT = "sun.rt.vmInitDoneTime";

  private final Sample sample;
  private final File temporary;
  private final String user;
  private final LongSupplier pid;
  private PerfCounters counters;
  private double ticksPerSecond;

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
    File file = new File(new File(temporary, "hsperfdata_" + user), Long.toString(pid.getAsLong()));
    try {
      if (!file.isFile()) {
        return FeatureState.off(
            name(),
            "there is no "
                + file
                + "; the JVM makes it unless -XX:-UsePerfData or -XX:+PerfDisableSharedMem is set");
      }
      counters = PerfCounters.open(file);
      Long started = counters.value(STARTED_AT);
      Long frequency = counters.value(TICKS_PER_SECOND);
      if (started == null
          || started != ManagementFactory.getRuntimeMXBean().getStartTime()
          || frequency == null
          || frequency <= 0) {
        return FeatureState.off(name(), file + " is not of this JVM");
      }
      ticksPerSecond = frequency;
      return FeatureState.on(name());
    } catch (IOException unreadable) {
      return FeatureState.off(name(), unreadable.getMessage());
    }
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    PointList points = sample.list();
    Long count = counters.value(COUNT);
    if (count != null) {
      points.add("diag.jvm.safepoint.count", "{safepoint}", (double) count);
    }
    time(points, "diag.jvm.safepoint.time", counters.value(TIME));
    time(points, "diag.jvm.safepoint.sync.time", counters.value(SYNC_TIME));
    return FeatureState.on(name());
  }

  @Override
  public void stop() throws IOException {
    PerfCounters closing = counters;
    counters = null;
    if (closing != null) {
      closing.close();
    }
  }

  private void time(PointList points, String name, Long ticks) {
    if (ticks != null) {
      points.add(name, "s", ticks / ticksPerSecond);
    }
  }
}
