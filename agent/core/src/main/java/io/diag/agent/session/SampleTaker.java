package io.diag.agent.session;

import io.diag.agent.memory.Sample;
import io.diag.wire.FeatureState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What one tick does: every feature has its turn, those that only read just when a sample is due,
 * and the sample goes out. While the agent is far over its budget a sample is due every fourth tick
 * only. The sampler's thread, but for {@link #states} and {@link #sampleMillis}.
 */
final class SampleTaker {
  /** How many ticks a sample takes while the agent is over its budget. */
  private static final int SPARE_TICKS = 4;

  /** A step of the wall clock against the monotonic one by more than this is told at once. */
  private static final long CLOCK_STEP_MILLIS = 1_000;

  private final List<Fence> fences;
  private final Sample sample;
  private final Budget budget;
  private final long intervalMillis;
  private final LongSupplier clockMillis;
  private final LongSupplier nanoTime;
  private final Outlet outlet;
  private List<FeatureState> announced = Collections.emptyList();
  private int announcedTicks = 1;
  private int ticksToSample;
  private long clockAheadMillis;

  /** Where samples go, and who hears of changes. */
  interface Outlet {
    /** Takes the sample as it is now; it is cleared afterwards. */
    void deliver(Sample sample, long timeMillis);

    /** What the collector was told of this JVM is no longer so. */
    void announce();

    /** There may be something to send. */
    void kick();
  }

  /**
   * @param intervalMillis from tick to tick
   * @param clockMillis the wall clock, epoch milliseconds
   * @param nanoTime a monotonic clock in nanoseconds
   */
  SampleTaker(
      List<Fence> fences,
      Sample sample,
      Budget budget,
      long intervalMillis,
      LongSupplier clockMillis,
      LongSupplier nanoTime,
      Outlet outlet) {
    this.fences = fences;
    this.sample = sample;
    this.budget = budget;
    this.intervalMillis = intervalMillis;
    this.clockMillis = clockMillis;
    this.nanoTime = nanoTime;
    this.outlet = outlet;
  }

  /** Any thread. */
  List<FeatureState> states() {
    List<FeatureState> states = new ArrayList<>();
    for (Fence fence : fences) {
      states.add(fence.state());
    }
    return states;
  }

  /** How often a sample is taken now. Any thread. */
  long sampleMillis() {
    return intervalMillis * ticksPerSample();
  }

  /** Whatever happened meanwhile, the next tick takes a sample. */
  void beginAnew() {
    ticksToSample = 0;
  }

  /**
   * @param last whether nothing comes after it: then it takes a sample in any case
   */
  void tick(boolean last) {
    sample.clear();
    long time = clockMillis.getAsLong();
    boolean sampling = last || --ticksToSample <= 0;
    for (Fence fence : fences) {
      if (sampling || !fence.reads()) {
        fence.tick(last);
      }
    }
    int ticks = ticksPerSample();
    if (sampling) {
      ticksToSample = ticks;
      outlet.deliver(sample, time);
    }
    List<FeatureState> states = states();
    boolean stepped = clockStepped(time);
    if (!last && (stepped || !states.equals(announced) || ticks != announcedTicks)) {
      announced = states;
      announcedTicks = ticks;
      outlet.announce();
    } else {
      outlet.kick();
    }
  }

  /** The collector takes the offset of this JVM's clock from the hello. */
  private boolean clockStepped(long time) {
    long ahead = time - nanoTime.getAsLong() / 1_000_000;
    boolean stepped = Math.abs(ahead - clockAheadMillis) > CLOCK_STEP_MILLIS;
    clockAheadMillis = stepped ? ahead : clockAheadMillis;
    return stepped;
  }

  private int ticksPerSample() {
    return budget.level() >= Budget.SPARE_READINGS_LEVEL ? SPARE_TICKS : 1;
  }
}
