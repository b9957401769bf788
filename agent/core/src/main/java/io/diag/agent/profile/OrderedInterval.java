package io.diag.agent.profile;

/** How densely to sample what was ordered for a short time, where the order does not say. */
final class OrderedInterval {
  private static final long CPU_NANOS = 10_000_000;
  private static final long LOCK_NANOS = 1_000_000;
  private static final long ALLOC_BYTES = 512 << 10;

  /** Of the wall clock, of all threads together. */
  private static final int WALL_SAMPLES_PER_SECOND = 400;

  private static final long SHORTEST_WALL_NANOS = 20_000_000;
  private static final long LONGEST_WALL_NANOS = 1_000_000_000;

  private static final long NATIVE_BYTES = 64 << 10;

  /** The profiler follows at most 1,024 objects at once. */
  private static final int LIVE_SAMPLES = 800;

  /**
   * Half of what the profiler is limited to: it spends a limit at the beginning of each second, and
   * of objects that live for less than the rest of it none would be seen.
   */
  private static final int LIVE_SAMPLES_PER_SECOND = 40;

  private OrderedInterval() {}

  static long of(SampledEvent event, long nanos, int threads, double allocationBytesPerSecond) {
    switch (event) {
      case CPU:
        return CPU_NANOS;
      case ALLOC:
        return ALLOC_BYTES;
      case LOCK:
        return LOCK_NANOS;
      case WALL:
        long even = threads * 1_000_000_000L / WALL_SAMPLES_PER_SECOND;
        return Math.max(SHORTEST_WALL_NANOS, Math.min(LONGEST_WALL_NANOS, even));
      case LIVE:
        double rate = Math.max(0, allocationBytesPerSecond);
        double interval =
            Math.max(rate * (nanos / 1e9) / LIVE_SAMPLES, rate / LIVE_SAMPLES_PER_SECOND);
        return Math.max(ALLOC_BYTES, Math.min(1L << 30, (long) interval));
      case NATIVEMEM:
        return NATIVE_BYTES;
      case THREADSTART:
      case CLASSLOAD:
      case FILEMAP:
        return 1;
    }
    throw new IllegalArgumentException("no interval for " + event);
  }
}
