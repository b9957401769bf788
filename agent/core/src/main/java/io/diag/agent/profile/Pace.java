package io.diag.agent.profile;

/**
 * How densely to sample so that neither the application's threads nor the wire feel it: the
 * intervals grow with the load. Intervals change in steps of two and with slack, since each change
 * is a seam in the profile. Rate limits of the profiler are only the last guard: they cut off the
 * end of each second, and so would count what happens at its start too often.
 *
 * <p>Locks are sampled all the time only where that is cheap. While they are, each thread that
 * parks pays, whether its wait is sampled or not and whatever the interval; so where threads park
 * often, only one span in two, four, up to thirty-two samples them.
 *
 * <p>Not thread-safe.
 */
final class Pace {
  private static final long SHORTEST_CPU_NANOS = 10_000_000;
  private static final long LONGEST_CPU_NANOS = 160_000_000;

  /** Of all threads together. */
  private static final double CPU_SAMPLES_PER_SECOND = 100;

  private static final long SMALLEST_ALLOC_BYTES = 512 << 10;
  private static final long LARGEST_ALLOC_BYTES = 1 << 30;
  private static final double ALLOC_SAMPLES_PER_SECOND = 20;

  private static final long LOCK_NANOS = 10_000_000;

  /** What sampling locks adds to one wait, in seconds of CPU; see benchmarks/results. */
  private static final double SECONDS_PER_WAIT = 2e-5;

  /** Of the CPU that the process uses, or of {@link #FELT_CORES} if it uses less. */
  private static final double LOCK_SHARE = 0.002;

  private static final double FELT_CORES = 0.5;
  private static final int FEWEST_LOCK_SPANS = 32;

  /** 100 kB a minute are 144 MB a day, which leaves a quarter of 200 MB to all the rest. */
  private static final long SHIPPED_BYTES_PER_MINUTE = 100_000;

  private static final int MOST_THINNING = 4;

  /** How much more than wanted is borne before an interval changes. */
  private static final double SLACK = 1.6;

  private long cpuNanos = SHORTEST_CPU_NANOS;
  private long allocBytes = 2 * SMALLEST_ALLOC_BYTES;
  private int thinning;
  private int lockEvery = 1;
  private int spansSinceLocks;

  /** The plan of the span that is or begins now. */
  SamplingPlan plan() {
    SamplingPlan plan =
        SamplingPlan.empty().with(SampledEvent.CPU, cpuNanos).with(SampledEvent.ALLOC, allocBytes);
    return spansSinceLocks == 0
        ? plan.with(SampledEvent.LOCK, LOCK_NANOS << Math.min(thinning, 2))
        : plan;
  }

  /** Of so many spans one samples locks; 1 when all do. */
  int lockEvery() {
    return lockEvery;
  }

  /** Goes on to the next span. */
  void next() {
    spansSinceLocks = spansSinceLocks + 1 < lockEvery ? spansSinceLocks + 1 : 0;
  }

  /**
   * Takes in how often threads waited since the last call; before {@link #next}.
   *
   * @param waitsPerSecond that cost when locks are sampled; below 0 when not known
   * @param busyCores kept busy by the process; below 0 when not known
   */
  void adaptLocks(double waitsPerSecond, double busyCores) {
    if (waitsPerSecond >= 0) {
      double affordable = LOCK_SHARE * Math.max(FELT_CORES, busyCores);
      double wanted = waitsPerSecond * SECONDS_PER_WAIT / affordable;
      lockEvery = (int) step(lockEvery, wanted, 1, FEWEST_LOCK_SPANS);
    }
  }

  /**
   * Takes in how the time since the last call went.
   *
   * @param busyCores kept busy by the process; below 0 when not known
   * @param allocationBytesPerSecond below 0 when not known
   * @param shippedBytesPerMinute of profiles, compressed; below 0 when not known
   * @param backOff how far the agent has to step back, 0 to 2
   */
  void adapt(
      double busyCores,
      double allocationBytesPerSecond,
      double shippedBytesPerMinute,
      int backOff) {
    if (shippedBytesPerMinute > SHIPPED_BYTES_PER_MINUTE * SLACK / 1.3) {
      thinning = Math.min(MOST_THINNING, thinning + 1);
    } else if (shippedBytesPerMinute >= 0
        && shippedBytesPerMinute < SHIPPED_BYTES_PER_MINUTE / (2 * SLACK)) {
      thinning = Math.max(0, thinning - 1);
    }
    int factor = 1 << (thinning + backOff);
    if (busyCores >= 0) {
      double wanted = busyCores / CPU_SAMPLES_PER_SECOND * 1e9 * factor;
      long least = SHORTEST_CPU_NANOS << backOff;
      cpuNanos = step(cpuNanos, wanted, least, LONGEST_CPU_NANOS);
    }
    if (allocationBytesPerSecond >= 0) {
      double wanted = allocationBytesPerSecond / ALLOC_SAMPLES_PER_SECOND * factor;
      allocBytes = step(allocBytes, wanted, SMALLEST_ALLOC_BYTES << backOff, LARGEST_ALLOC_BYTES);
    }
  }

  private static long step(long now, double wanted, long least, long most) {
    long next = now;
    while (next < most && next * SLACK < wanted) {
      next *= 2;
    }
    while (next > least && next > 2 * SLACK * wanted) {
      next /= 2;
    }
    return Math.max(least, Math.min(most, next));
  }
}
