package io.diag.agent.eventloop.episode;

/** What the watch sees of one event loop. Any thread; nothing here waits. */
public interface LoopView {
  /** Within no tick, where a {@code nanoTime} would stand. */
  long IDLE = Long.MIN_VALUE;

  /** Never given twice in a JVM. */
  long id();

  String name();

  /**
   * Whether a framework runs it; of others it is not known whether their thread does not go away.
   */
  boolean isFrameworks();

  /** The thread that runs it now, or null. */
  Thread thread();

  /** When the tick began that is not over, by {@code nanoTime}, or {@link #IDLE}. */
  long busySince();

  /**
   * The last tick that ended after {@link EpisodeWatch#SAMPLED_FROM_NANOS} or more.
   *
   * @param to its beginning by {@code nanoTime}, and its nanoseconds
   * @return whether there was one
   */
  boolean lastLong(long[] to);
}
