package io.diag.agent.eventloop;

import io.diag.agent.eventloop.episode.EpisodeWatch;
import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Sample;
import io.diag.agent.os.AgentThread;
import io.diag.agent.os.SearchPace;
import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import io.diag.wire.Histogram;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Event loops on the JDK's selectors and on Netty's native transports: how busy each is, how long
 * its ticks take, and what blocked it. Its probe is armed once the JVM has loaded its selectors'
 * class, and disarmed with the feature; where no selector is used, nothing is changed.
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
  private final EpisodeWatch episodes;
  private final SelectorSearch selectors;
  private final NativeTransports transports;
  private Armed armed;
  private WaitProbe resting;
  private volatile List<LoopReading> latest = Collections.emptyList();

  /**
   * @param instrumentation changes the JDK's class
   * @param wanted whether the options ask for it
   * @param sample to which loops are added
   * @param nanoTime {@code System.nanoTime}, by which the probe counts
   * @param episodes told which loops there are
   */
  public LoopFeature(
      Instrumentation instrumentation,
      boolean wanted,
      Sample sample,
      LongSupplier nanoTime,
      EpisodeWatch episodes) {
    this.instrumentation = instrumentation;
    this.wanted = wanted;
    this.sample = sample;
    this.nanoTime = nanoTime;
    this.episodes = episodes;
    LongSupplier classes =
        () -> ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    selectors =
        new SelectorSearch(
            instrumentation, new SearchPace(classes, nanoTime, AgentThread::ownCpuNanos));
    transports = new NativeTransports(instrumentation, classes, nanoTime);
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
    transports.weaveInto(armed.probe);
    List<LoopReading> loops = armed.watch.read();
    List<LoopReading> listed = armed.shortlist.of(loops);
    PointList points = sample.list();
    points.add("diag.loop.count", "{loop}", loops.size());
    points.add("diag.loop.uncounted", "{wait}", (double) armed.watch.missed());
    for (LoopReading loop : listed) {
      Map<String, String> labels = labels(loop);
      points.add("diag.loop.utilization", "1", labels, loop.utilization());
      add(points, "diag.loop.tick.duration", labels, loop.ticks());
    }
    for (LoopReading loop : loops) {
      add(points, "diag.loop.episode.duration", labels(loop), episodes.takeEpisodes(loop.id()));
    }
    add(points, "diag.loop.stall.duration", Collections.emptyMap(), episodes.takeStalls());
    episodes.watch(armed.watch.views());
    latest = listed;
    return on();
  }

  @Override
  public void stop() throws Exception {
    latest = Collections.emptyList();
    episodes.stop();
    transports.forget();
    WaitProbe ended = armed == null ? resting : armed.probe;
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
    episodes.stop();
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
      armed = new Armed(resting, new LoopWatch(resting.arm(), nanoTime));
      resting = null;
      return on();
    }
    Class<?> target = selectors.look();
    if (target == null) {
      return waiting();
    }
    String unusable = BootClasses.put(instrumentation);
    if (unusable != null) {
      return FeatureState.off(name(), unusable);
    }
    armed = Armed.now(instrumentation, target, nanoTime);
    transports.weaveInto(armed.probe); // one who has a native transport has loaded selectors, too
    return on();
  }

  private FeatureState on() {
    return transports.trouble() == null
        ? FeatureState.on(name())
        : FeatureState.on(name(), transports.trouble());
  }

  private FeatureState waiting() {
    return FeatureState.on(name(), "no selector was used in this JVM yet");
  }

  /** Where nothing happened there is no point. */
  private static void add(
      PointList points, String name, Map<String, String> labels, Histogram durations) {
    if (durations != null) {
      points.histogram(name, "s", labels, durations);
    }
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
    private final WaitProbe probe;
    private final LoopWatch watch;
    private final Shortlist shortlist = new Shortlist(LISTED, TURNS);

    private Armed(WaitProbe probe, LoopWatch watch) {
      this.probe = probe;
      this.watch = watch;
    }

    static Armed now(Instrumentation instrumentation, Class<?> target, LongSupplier nanoTime)
        throws Exception {
      WaitProbe probe = new WaitProbe(instrumentation);
      LoopWatch watch = new LoopWatch(probe.arm(), nanoTime);
      try {
        probe.weave(target, WaitPoint.SELECTOR);
        return new Armed(probe, watch);
      } catch (Exception | Error unwoven) {
        probe.disarm();
        throw unwoven;
      }
    }
  }
}
