package io.diag.agent.profile;

/** What a source of samples counts of itself since it was started. Immutable. */
public final class SampleCounts {
  static final SampleCounts NONE = new SampleCounts(0, 0, 0, 0);

  /**
   * A signal's way into the thread and out again, and writing the sample down: 5 to 9 microseconds
   * by {@code benchmarks/results/sample-cost.md}.
   */
  private static final long NANOS_BESIDE_WALK = 6_000;

  /** Some ten times what a stack of a hundred frames takes. */
  private static final long LONGEST_WALK_NANOS = 50_000;

  private final long taken;
  private final long skipped;
  private final long walkNanos;
  private final long memoryBytes;

  /**
   * @param taken samples recorded, of all events
   * @param skipped samples left out by a rate limit
   * @param walkNanos time spent on application threads to take them
   * @param memoryBytes native memory the source holds now
   */
  SampleCounts(long taken, long skipped, long walkNanos, long memoryBytes) {
    this.taken = taken;
    this.skipped = skipped;
    this.walkNanos = walkNanos;
    this.memoryBytes = memoryBytes;
  }

  /** Reads what async-profiler's command {@code metrics} prints; what is missing is 0. */
  static SampleCounts parse(String metrics) {
    long total = 0;
    long skipped = 0;
    long walkNanos = 0;
    long memoryBytes = 0;
    for (String line : metrics.split("\n", -1)) {
      String[] parts = line.trim().split(" ", 2);
      if (parts.length < 2 || !parts[1].matches("\\d{1,18}")) {
        continue;
      }
      long value = Long.parseLong(parts[1]);
      if (parts[0].equals("samples_total")) {
        total = value;
      } else if (parts[0].equals("samples_skipped_total")) {
        skipped = value;
      } else if (parts[0].equals("stackwalk_ns_total")) {
        walkNanos = value;
      } else if (parts[0].startsWith("mem_") && parts[0].endsWith("_kb")) {
        memoryBytes += value << 10;
      }
    }
    return new SampleCounts(Math.max(0, total - skipped), skipped, walkNanos, memoryBytes);
  }

  public long taken() {
    return taken;
  }

  public long skipped() {
    return skipped;
  }

  /**
   * CPU time the samples took on the threads they were taken of. Walks are timed by the clock, also
   * while something else has the CPU; so on average they are not believed to be longer than long
   * ones are.
   */
  public long cpuNanos() {
    return Math.min(walkNanos, taken * LONGEST_WALK_NANOS) + taken * NANOS_BESIDE_WALK;
  }

  long walkNanos() {
    return walkNanos;
  }

  public long memoryBytes() {
    return memoryBytes;
  }
}
