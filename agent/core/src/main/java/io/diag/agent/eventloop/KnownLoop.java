package io.diag.agent.eventloop;

import io.diag.bootstrap.LoopCounters;
import io.diag.bootstrap.TickScale;
import io.diag.wire.Histogram;

/** One loop as it was at the last reading, and what it is called. The sampler's thread. */
final class KnownLoop {
  /** A loop whose stack shows no framework may be elsewhere at the moment; so it is asked again. */
  private static final int STACK_LOOKS = 3;

  /** From one hand-over in so many selects on, the selector goes around. */
  private static final int SELECTS_PER_HANDOVER = 20;

  private static final int FEW_HANDOVERS = 3;

  private final long id;
  private long[] before = new long[LoopCounters.WORDS];
  private int[] ticksBefore = new int[TickScale.BUCKETS];
  private long readNanos;
  private long waitedBefore;
  private String name;
  private Framework framework;
  private int stackLooks;

  /**
   * @param words as {@link LoopCounters} has them when the loop is met
   */
  KnownLoop(long[] words) {
    id = words[LoopCounters.ID];
    readNanos = words[LoopCounters.LOOP_SINCE];
  }

  /**
   * What happened since the last call, or since it became a loop.
   *
   * @param words not changed afterwards
   * @param ticks not changed afterwards
   * @param owner the thread that selected last
   * @param now {@code nanoTime} just after the counters were copied
   */
  LoopReading read(long[] words, int[] ticks, long longestNanos, Thread owner, long now) {
    boolean rotates = rotates(words);
    describe(owner, rotates);
    long waited =
        words[LoopCounters.WAITED]
            + (words[LoopCounters.STATE] == LoopCounters.WAITING
                ? Math.max(0, now - words[LoopCounters.SINCE])
                : 0);
    long since = Math.max(readNanos, words[LoopCounters.LOOP_SINCE]);
    double waitedShare = (double) (waited - waitedBefore) / Math.max(1, now - since);
    Histogram histogram = histogram(words, ticks, longestNanos);
    before = words;
    ticksBefore = ticks;
    waitedBefore = waited;
    readNanos = now;
    return new LoopReading(
        id,
        name,
        framework,
        rotates ? LoopRole.ROTATING_POLLER : framework == null ? null : framework.role(),
        Math.max(0, Math.min(1, 1 - waitedShare)),
        histogram);
  }

  private Histogram histogram(long[] words, int[] ticks, long longestNanos) {
    long count = words[LoopCounters.TICKS] - before[LoopCounters.TICKS];
    if (count <= 0) {
      return null;
    }
    int[] since = new int[TickScale.BUCKETS];
    for (int i = 0; i < since.length; i++) {
      since[i] = ticks[i] - ticksBefore[i];
    }
    return TickHistogram.of(
        since, count, words[LoopCounters.TICKED] - before[LoopCounters.TICKED], longestNanos);
  }

  /** The name stays, since series are told apart by it. */
  private void describe(Thread owner, boolean rotates) {
    if (name == null) {
      name = LoopName.of(owner.getName(), rotates);
    }
    if (framework == null && stackLooks < STACK_LOOKS) {
      stackLooks++;
      framework = Framework.of(owner.getName(), owner.getStackTrace());
    }
  }

  private static boolean rotates(long[] words) {
    long handovers = words[LoopCounters.HANDOVERS];
    return handovers > FEW_HANDOVERS
        && handovers * SELECTS_PER_HANDOVER >= words[LoopCounters.SELECTS];
  }
}
