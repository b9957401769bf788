package io.diag.collector.fleet;

import io.diag.collector.ingest.ItemListener;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;
import io.diag.diagnosis.rule.GcEvents;
import io.diag.wire.Event;
import io.diag.wire.FeatureState;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The CPU and the pauses of every JVM over the last day, kept in memory as they come, so that a
 * list of thousands of JVMs is answered without reading series: three hours by the minute and a day
 * by five minutes, 8 kB a JVM. Begins empty when the collector starts. Any thread; does not block.
 */
public final class Trails implements ItemListener {
  private static final long FINE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final int FINE_SPANS = 181;
  private static final long COARSE_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final int COARSE_SPANS = 289;

  private final Store store;
  private final Clock clock;
  private final Map<String, OfJvm> trails = new ConcurrentHashMap<>();

  private static final class OfJvm {
    final Trail fine = new Trail(FINE_MILLIS, FINE_SPANS);
    final Trail coarse = new Trail(COARSE_MILLIS, COARSE_SPANS);
    volatile Double agentCores;
  }

  public Trails(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void series(ItemKey key, List<Point> points, List<HistogramPoint> histograms) {
    store.jvm(key.jvmId()).ifPresent(jvm -> add(jvm, key.timeMillis(), points, histograms));
  }

  @Override
  public void event(String jvmId, Event event) {
    // Nothing that is drawn in a list.
  }

  /** In steps of the spans that reach back as far as the range does, at most so many steps. */
  public Axis axis(long from, long to, int mostSteps) {
    boolean fine = from >= clock.millis() - (FINE_SPANS - 1) * FINE_MILLIS;
    return Axis.over(from, to, fine ? FINE_MILLIS : COARSE_MILLIS, mostSteps);
  }

  /** What each JVM did; one that was not heard in the range is absent. */
  public List<Trend> trends(Axis axis) {
    boolean fine = axis.fromMillis() > clock.millis() - FINE_SPANS * FINE_MILLIS;
    List<Trend> trends = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Jvm jvm : store.jvms()) {
      known.add(jvm.id());
      OfJvm trail = trails.get(jvm.id());
      if (trail != null) {
        Trail.Walk walk = (fine ? trail.fine : trail.coarse).walk(axis);
        if (walk.readings() > 0) {
          trends.add(Trend.of(jvm, walk, trail.agentCores));
        }
      }
    }
    trails.keySet().retainAll(known);
    return trends;
  }

  private void add(Jvm jvm, long time, List<Point> points, List<HistogramPoint> histograms) {
    long offset = jvm.clockOffsetMillis() == null ? 0 : jvm.clockOffsetMillis();
    long here = time - offset;
    // A clock that ran ahead must not take the place of what comes once it is right again.
    if (here < 0 || here > clock.millis() + FINE_MILLIS) {
      return;
    }
    OfJvm trail = trails.computeIfAbsent(jvm.id(), id -> new OfJvm());
    Double cores = value(points, "diag.process.cpu.cores");
    Double agentCores = value(points, "diag.agent.cpu.cores");
    if (agentCores != null) {
      trail.agentCores = agentCores;
    }
    double paused = paused(histograms);
    trail.fine.add(here, cores, paused);
    trail.coarse.add(here, cores, paused);
  }

  private static Double value(List<Point> points, String name) {
    for (Point point : points) {
      if (point.name().equals(name)) {
        return point.value();
      }
    }
    return null;
  }

  private static double paused(List<HistogramPoint> histograms) {
    double seconds = 0;
    for (HistogramPoint point : histograms) {
      if (point.name().equals("jvm.gc.duration") && GcEvents.isPause(point.labels())) {
        seconds += point.histogram().sum();
      }
    }
    return seconds;
  }

  static boolean measuresPauses(Jvm jvm) {
    return jvm.hello().features().stream()
        .anyMatch(
            feature -> feature.name().equals("gc") && feature.status() == FeatureState.Status.ON);
  }
}
