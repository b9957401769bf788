package io.diag.agent.eventloop.episode;

import io.diag.wire.Histogram;

/** One loop and what the watch remembers of it. The watch's thread, but for {@link #take}. */
final class WatchedLoop {
  private final LoopView view;
  private final ShortWaits waits;
  private final DurationTally durations = new DurationTally();
  private final long[] lastLong = new long[2];
  private OpenTick open;
  private long handledSince;

  WatchedLoop(LoopView view, long nowNanos) {
    this.view = view;
    waits = new ShortWaits(nowNanos);
    // what was long before it was watched is no episode
    handledSince = view.lastLong(lastLong) ? lastLong[0] : LoopView.IDLE;
  }

  LoopView view() {
    return view;
  }

  ShortWaits waits() {
    return waits;
  }

  DurationTally durations() {
    return durations;
  }

  /** The tick that was long at the last look, or null. */
  OpenTick open() {
    return open;
  }

  void open(OpenTick tick) {
    open = tick;
  }

  /**
   * A long tick that ended since the last call.
   *
   * @return its beginning and its nanoseconds, or null
   */
  long[] takeEnded() {
    if (!view.lastLong(lastLong) || lastLong[0] == handledSince) {
      return null;
    }
    handledSince = lastLong[0];
    return lastLong.clone();
  }

  /** Lengths of its episodes since the last call, or null. Any thread. */
  Histogram take() {
    return durations.take();
  }
}
