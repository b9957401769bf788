package io.diag.agent.profile;

import io.diag.agent.session.Feature;
import io.diag.wire.FeatureState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Profiles that never stop (CPU, allocation, locks), and others for a time on order. One recording
 * at a time holds all of it; a sealed chunk leaves once a minute, every ten seconds while somebody
 * looks. Whatever changes in the sampling begins a new recording, and the span after it says why.
 *
 * <p>All on the sampler's thread but {@link #order}, {@link #urgent}, {@link #state}, {@link #gap}
 * and {@link #counts}.
 */
public final class ProfileEngine implements Feature {
  private static final long PERIOD_NANOS = 60_000_000_000L;
  private static final long WATCHED_PERIOD_NANOS = 10_000_000_000L;

  /** The recording's file only grows: then a new one is begun. */
  private static final long MAX_FILE_BYTES = 64L << 20;

  /** A chunk that cannot be sealed meanwhile ends its order here. */
  private static final long MAX_ORDER_BYTES = 12L << 20;

  private static final int PAUSE_LEVEL = 3;

  private final List<ChunkSource> sources;
  private final ProcessLoad load;
  private final ProfileSink sink;
  private final BooleanSupplier watched;
  private final IntSupplier backOff;
  private final LongSupplier nanoTime;
  private final LongSupplier clockMillis;
  private final Pace pace = new Pace();
  private final Orders orders = new Orders();
  private final CountsTotal total = new CountsTotal();
  private final EventStates states = new EventStates();

  private volatile ChunkSource source;
  private volatile Sampling sampling;
  private long sealedAt;
  private double shippedBytesPerMinute = -1;
  private boolean first = true;

  /**
   * @param sources tried in this order; the first that opens is used
   * @param watched whether chunks are wanted soon
   * @param backOff how far to step back, 0 to 3; 3 pauses
   * @param nanoTime a monotonic clock in nanoseconds
   * @param clockMillis the wall clock, epoch milliseconds
   */
  public ProfileEngine(
      List<ChunkSource> sources,
      ProcessLoad load,
      ProfileSink sink,
      BooleanSupplier watched,
      IntSupplier backOff,
      LongSupplier nanoTime,
      LongSupplier clockMillis) {
    this.sources = sources;
    this.load = load;
    this.sink = sink;
    this.watched = watched;
    this.backOff = backOff;
    this.nanoTime = nanoTime;
    this.clockMillis = clockMillis;
  }

  @Override
  public String name() {
    return EventFeature.name(SampledEvent.CPU);
  }

  /** The state of one event. Any thread. */
  FeatureState state(SampledEvent event) {
    return states.of(event);
  }

  /** What the source in use does not see of an event in any case, or null. Any thread. */
  public String gap(SampledEvent event) {
    ChunkSource used = source;
    return used == null ? null : used.gap(event);
  }

  /** What was counted since the engine was made. Any thread. */
  public SampleCounts counts() {
    return total.now();
  }

  /** Whether a recording runs. Any thread. */
  boolean isSampling() {
    return sampling != null;
  }

  /**
   * Takes an order, to be begun within a second. Any thread; does not block.
   *
   * @return whether it was taken; if not, another one waits or runs
   */
  public boolean order(ProfileOrder order) {
    return orders.place(order);
  }

  @Override
  public boolean urgent() {
    return orders.any();
  }

  @Override
  public FeatureState start() throws IOException {
    StringBuilder reasons = new StringBuilder();
    boolean hopeless = true;
    for (ChunkSource candidate : sources) {
      String conflict = candidate.conflict();
      if (conflict != null) {
        return off(reasons.length() == 0 ? conflict : reasons + "; " + conflict);
      }
      try {
        candidate.open();
        begin(candidate, pace.plan(), "profiling began");
        load.waitsPerSecond(); // counted from here
        states.on(
            sampling.missing(),
            reasons.length() == 0 ? null : "by " + candidate.name() + ", since " + reasons,
            candidate::gap);
        return state(SampledEvent.CPU);
      } catch (IOException | IllegalStateException unusable) {
        hopeless &= unusable instanceof NativeProfiler.UnsupportedPlatformException;
        reasons.append(reasons.length() == 0 ? "" : "; ").append(unusable.getMessage());
      }
    }
    if (hopeless) {
      return off(reasons.toString());
    }
    states.failed(reasons.toString());
    throw new IOException(reasons.toString());
  }

  @Override
  public FeatureState tick(boolean ending) throws IOException {
    boolean pause = backOff.getAsInt() >= PAUSE_LEVEL;
    if (sampling == null) {
      return pause ? state(SampledEvent.CPU) : resume();
    }
    if (ending || pause) {
      end(ending ? "the agent is being switched off" : EventStates.PAUSED);
      return state(SampledEvent.CPU);
    }
    total.update(sampling.counts());
    long now = nanoTime.getAsLong();
    if (!orderDue(now) && !sealDue(now)) {
      return state(SampledEvent.CPU);
    }
    String conflict = source.conflict();
    if (conflict != null) {
      end(conflict);
      return off(conflict);
    }
    turn(orderDue(now));
    return state(SampledEvent.CPU);
  }

  @Override
  public void stop() throws IOException {
    orders.fail("profiling has stopped");
    Sampling stopping = sampling;
    sampling = null;
    try {
      if (stopping != null) {
        states.failed("profiling was interrupted and is tried again");
        stopping.close();
      }
    } finally {
      if (source != null) {
        source.close();
      }
    }
  }

  private FeatureState resume() throws IOException {
    begin(source, pace.plan(), "profiling began again");
    states.resumed();
    return state(SampledEvent.CPU);
  }

  /** Whether an order has to begin or to end now. */
  private boolean orderDue(long now) throws IOException {
    if (orders.running() == null) {
      return orders.waiting() != null;
    }
    return orders.over(now)
        || (sampling.wanted().needsOneChunk() && sampling.bytes() > MAX_ORDER_BYTES);
  }

  private boolean sealDue(long now) {
    boolean soon = first || orders.any() || watched.getAsBoolean();
    long period = soon ? WATCHED_PERIOD_NANOS : PERIOD_NANOS;
    return now - sealedAt >= period && !sampling.wanted().needsOneChunk();
  }

  /** Ends a span: an order may begin or end, the pace may change, or all goes on as it was. */
  private void turn(boolean orderDue) throws IOException {
    Map<SampledEvent, Long> totals = load.totals();
    double allocationRate = load.rate(totals, SampledEvent.ALLOC);
    if (orders.running() == null) {
      double busyCores = load.rate(totals, SampledEvent.CPU) / 1e9;
      pace.adapt(busyCores, allocationRate, shippedBytesPerMinute, backOff.getAsInt());
      pace.adaptLocks(source.slowsWaits() ? load.waitsPerSecond() : 0, busyCores);
      pace.next();
      states.locksOneSpanIn(pace.lockEvery());
    }
    ProfileOrder ending = orderDue ? orders.running() : null;
    ProfileOrder beginning = orderDue && ending == null ? orders.waiting() : null;
    SamplingPlan before = sampling.wanted();
    SamplingPlan plan =
        beginning != null
            ? beginning.added(pace.plan(), load.threads(), allocationRate)
            : orders.running() != null && ending == null ? before : pace.plan();
    if (!orderDue && plan.equals(before) && sampling.bytes() < MAX_FILE_BYTES) {
      delivered(sampling.seal());
      return;
    }
    finish();
    String seam = plan.continues(before) ? null : "sampling changed to " + plan;
    if (ending != null) {
      seam = orders.end(clockMillis.getAsLong());
    } else if (beginning != null) {
      seam = beginning.describe();
    }
    begin(source, plan, seam);
    if (beginning != null) {
      String missing = sampling.missing().get(beginning.event());
      orders.begin(beginning, sampling.fromMillis(), sealedAt);
      if (missing != null) {
        orders.fail(missing);
      } else {
        beginning.listener().began(plan);
      }
    }
  }

  private void begin(ChunkSource from, SamplingPlan plan, String seam) throws IOException {
    source = from;
    total.recordingBegins();
    sampling = Sampling.begin(from, plan, seam, load, sink, nanoTime, clockMillis);
    sealedAt = nanoTime.getAsLong();
  }

  private void finish() throws IOException {
    Sampling finishing = sampling;
    total.update(finishing.counts());
    sampling = null;
    delivered(finishing.finish());
  }

  private void delivered(Sampling.Span span) {
    first = false;
    sealedAt = nanoTime.getAsLong();
    shippedBytesPerMinute = span.shippedBytesPerMinute();
    orders.hear(span);
  }

  /** Delivers what there is; orders fail, and nothing is sampled afterwards. */
  private void end(String why) throws IOException {
    finish();
    orders.fail(why);
    states.paused();
  }

  private FeatureState off(String why) {
    states.off(why);
    return state(SampledEvent.CPU);
  }
}
