package io.diag.collector.fleet;

import io.diag.collector.store.Jvm;
import java.util.List;

/**
 * What one JVM did over a range.
 *
 * @param cores the mean of each step, null where it is not known
 * @param gcShare the share of the time it was heard in which it stood still; null where pauses are
 *     not measured
 * @param agentCores what the agent takes itself, as last read; null if it never was
 */
public record Trend(String jvmId, List<Double> cores, Double gcShare, Double agentCores) {
  static Trend of(Jvm jvm, Trail.Walk walk, Double agentCores) {
    boolean measured = walk.pausedSeconds() > 0 || Trails.measuresPauses(jvm);
    double seconds = walk.readings() * jvm.hello().intervalMillis() / 1e3;
    return new Trend(
        jvm.id(),
        walk.cores(),
        measured && seconds > 0 ? (Double) Math.min(1, walk.pausedSeconds() / seconds) : null,
        agentCores);
  }
}
