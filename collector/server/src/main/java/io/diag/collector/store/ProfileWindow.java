package io.diag.collector.store;

import java.util.List;

/**
 * The samples of one fixed span of time.
 *
 * @param startMillis epoch milliseconds, a multiple of {@link #LENGTH_MILLIS}
 */
public record ProfileWindow(long startMillis, List<Entry> entries) {
  public static final long LENGTH_MILLIS = 10_000;

  /** Indexes into the {@link ProfileChunk}'s stacks and threads, and how many samples they had. */
  public record Entry(int stack, int thread, int samples) {}

  public ProfileWindow {
    entries = List.copyOf(entries);
  }
}
