package io.diag.agent.profile;

/**
 * How densely to sample so that neither the application's threads nor the wire feel it: the
 * intervals grow with the load. Intervals change in steps of two and with slack, since each change
 * is a seam in the profile. Rate limits of the profiler are only the last guard: they cut off the
 * end of each second, and so would count what happens at its start too often.
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

  /** 100 kB a minute are 144 MB a day, which leaves a quarter of 200 MB to all the rest. */
  private static final long SHIPPED_BYTES_PER_MINUTE = 100_000;

  private static final int MOST_THINNING = 4;

  /** How much more than wanted is borne before an interval changes. */
  private static final double SLACK = 1.6;

  private long cpuNanos = SHORTEST_CPU_NANOS;
  private long allocBytes = 2 * SMALLEST_ALLOC_BYTES;
  private int thinning;

  /** The plan to begin with, or to go on with. */
  SamplingPlan plan() {
    return SamplingPlan.empty()
        .with(SampledEvent.CPU, cpuNanos)
        .with(SampledEvent.ALLOC, allocBytes)
        .with(SampledEvent.LOCK, LOCK_NANOS << Math.min(thinning, 2));
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
