package io.diag.agent.eventloop;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Sample;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Event loops on the JDK's selectors: how busy each is and how long its ticks take. Its probe is
 * armed once the JVM has loaded its selectors' class, and disarmed with the feature; where no
 * selector is used, nothing is changed.
 */
public final class LoopFeature implements Feature {
  public static final String NAME = "loops";

  /** More loops than this are counted, but only the busiest are told. */
  private static final int LISTED = 32;

  private static final int TURNS = 12;

  private final Instrumentation instrumentation;
  private final boolean wanted;
  private final Sample sample;
  private final LongSupplier nanoTime;
  private final SelectorSearch search;
  private Armed armed;
  private SelectorProbe resting;
  private volatile List<LoopReading> latest = Collections.emptyList();

  /**
   * @param instrumentation changes the JDK's class
   * @param wanted whether the options ask for it
   * @param sample to which loops are added
   * @param nanoTime {@code System.nanoTime}, by which the probe counts
   */
  public LoopFeature(
      Instrumentation instrumentation, boolean wanted, Sample sample, LongSupplier nanoTime) {
    this.instrumentation = instrumentation;
    this.wanted = wanted;
    this.sample = sample;
    this.nanoTime = nanoTime;
    search = new SelectorSearch(instrumentation, nanoTime);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FeatureState start() throws Exception {
    if (!wanted) {
      return FeatureState.off(name(), "switched off by loops=off");
    }
    if (!instrumentation.isRetransformClassesSupported()) {
      return FeatureState.off(name(), "this JVM does not let an agent change classes");
    }
    return arm();
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public FeatureState tick(boolean ending) throws Exception {
    if (armed == null) {
      return ending ? waiting() : arm();
    }
    List<LoopReading> loops = armed.watch.read();
    List<LoopReading> listed = armed.shortlist.of(loops);
    PointList points = sample.list();
    points.add("diag.loop.count", "{loop}", loops.size());
    points.add("diag.loop.uncounted", "{wait}", (double) armed.watch.missed());
    for (LoopReading loop : listed) {
      Map<String, String> labels = labels(loop);
      points.add("diag.loop.utilization", "1", labels, loop.utilization());
      if (loop.ticks() != null) {
        points.histogram("diag.loop.tick.duration", "s", labels, loop.ticks());
      }
    }
    latest = listed;
    return FeatureState.on(name());
  }

  @Override
  public void stop() throws Exception {
    latest = Collections.emptyList();
    SelectorProbe ended = armed == null ? resting : armed.probe;
    armed = null;
    resting = ended; // should it not be possible now
    if (ended != null) {
      ended.disarm();
    }
    resting = null;
  }

  /** Changing the class back and forth would have the JVM compile the loops anew each time. */
  @Override
  public void rest() {
    latest = Collections.emptyList();
    if (armed != null) {
      resting = armed.probe;
      resting.rest();
      armed = null;
    }
  }

  /**
   * What was read last, a line each, the busiest first: name, framework, role, busy, ticks, p50,
   * p99 and the longest in milliseconds, separated by tabs. Any thread.
   */
  public List<String> rows() {
    return LoopRow.busiestFirst(latest);
  }

  /** What was read last. Any thread. */
  List<LoopReading> latest() {
    return latest;
  }

  private FeatureState arm() throws Exception {
    if (resting != null) {
      armed = new Armed(resting, new LoopWatch(resting.resume(), nanoTime));
      resting = null;
      return FeatureState.on(name());
    }
    Class<?> target = search.look();
    if (target == null) {
      return waiting();
    }
    String unusable = BootClasses.put(instrumentation);
    if (unusable != null) {
      return FeatureState.off(name(), unusable);
    }
    armed = Armed.now(instrumentation, target, nanoTime);
    return FeatureState.on(name());
  }

  private FeatureState waiting() {
    return FeatureState.on(name(), "no selector was used in this JVM yet");
  }

  private static Map<String, String> labels(LoopReading loop) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("diag.loop", loop.name());
    labels.put("diag.loop.id", Long.toString(loop.id()));
    if (loop.framework() != null) {
      labels.put("diag.loop.framework", loop.framework().label());
    }
    if (loop.role() != null) {
      labels.put("diag.loop.role", loop.role().label());
    }
    return labels;
  }

  /** What is there while the probe is armed; loaded no sooner than the bootstrap classes are. */
  private static final class Armed {
    private final SelectorProbe probe;
    private final LoopWatch watch;
    private final Shortlist shortlist = new Shortlist(LISTED, TURNS);

    private Armed(SelectorProbe probe, LoopWatch watch) {
      this.probe = probe;
      this.watch = watch;
    }

    static Armed now(Instrumentation instrumentation, Class<?> target, LongSupplier nanoTime)
        throws Exception {
      SelectorProbe probe = new SelectorProbe(instrumentation, target);
      return new Armed(probe, new LoopWatch(probe.arm(), nanoTime));
    }
  }
}
