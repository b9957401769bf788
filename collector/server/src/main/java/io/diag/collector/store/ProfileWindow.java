package io.diag.collector.store;

/**
 * The samples of one event in one fixed span of time, in columns: a row is a stack and a thread
 * with how many samples they had together and what those weigh. Immutable.
 */
public final class ProfileWindow {
  public static final long LENGTH_MILLIS = 10_000;

  private final ProfileEvent event;
  private final long startMillis;
  private final boolean weighted;
  private final StackSums rows;

  /**
   * @param startMillis epoch milliseconds, a multiple of {@link #LENGTH_MILLIS}
   * @param weighted whether the rows have weights of their own; if not, each sample stands for the
   *     interval of its event
   * @param rows by {@link #rowKey}; not to be changed any more
   */
  public ProfileWindow(ProfileEvent event, long startMillis, boolean weighted, StackSums rows) {
    this.event = event;
    this.startMillis = startMillis;
    this.weighted = weighted;
    this.rows = rows;
  }

  /** What a row's sums are kept by: indexes into the {@link ProfileChunk}'s stacks and threads. */
  public static long rowKey(int stack, int thread) {
    return (long) stack << 32 | thread;
  }

  /** The start of the window that holds a time. */
  public static long startOf(long millis) {
    return millis - Math.floorMod(millis, LENGTH_MILLIS);
  }

  public ProfileEvent event() {
    return event;
  }

  public long startMillis() {
    return startMillis;
  }

  public boolean weighted() {
    return weighted;
  }

  public int size() {
    return rows.size();
  }

  /** An index into the chunk's stacks. */
  public int stack(int row) {
    return (int) (rows.key(row) >>> 32);
  }

  /** An index into the chunk's threads. */
  public int thread(int row) {
    return (int) rows.key(row);
  }

  public long samples(int row) {
    return rows.samples(row);
  }

  /** In the event's unit; 0 throughout when the window is not weighted. */
  public long weight(int row) {
    return rows.weight(row);
  }

  /**
   * What all rows weigh together, before any scaling.
   *
   * @param interval what a sample stands for where it does not say itself
   */
  public long weight(long interval) {
    long sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      sum = StackSums.plus(sum, weighted ? rows.weight(row) : rows.samples(row) * interval);
    }
    return sum;
  }
}
