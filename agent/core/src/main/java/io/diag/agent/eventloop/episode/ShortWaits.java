package io.diag.agent.eventloop.episode;

import io.diag.wire.LoopPattern;
import io.diag.wire.StackTree;

/**
 * Waits of one loop within its ticks that are too short for an episode, as a {@code
 * Thread.sleep(5)} in each request, found by chance: each time the watch looks, it sees whether the
 * loop stands still within a tick. That takes no stop of the thread; only a few of the hits are
 * sampled with their stack. The watch's thread.
 */
final class ShortWaits {
  static final long SPAN_NANOS = 60_000_000_000L;

  /** Fewer hits say too little of how long it was together. */
  private static final int FEWEST_HITS = 10;

  private static final double SMALLEST_SHARE = 0.01;

  /** A stack is taken at most so often. */
  private static final long SAMPLE_PAUSE_NANOS = 500_000_000L;

  private StackTree stacks = StackTree.empty();
  private FrameVotes votes = new FrameVotes();
  private long beganNanos;
  private long sampledNanos;
  private long waitsBefore = ThreadGauge.UNKNOWN;
  private long waitsAfter = ThreadGauge.UNKNOWN;
  private long looks;
  private long hits;

  ShortWaits(long nowNanos) {
    beganNanos = nowNanos;
    sampledNanos = nowNanos - SAMPLE_PAUSE_NANOS;
  }

  /** Counts one look. */
  void look(LoopView loop, long busySince, ThreadGauge gauge, SampleBudget samples, long now) {
    looks++;
    Thread thread = loop.thread();
    if (busySince == LoopView.IDLE || thread == null || !stands(gauge.state(thread))) {
      return;
    }
    if (loop.busySince() != busySince) {
      return; // the tick ended in between
    }
    hits++;
    if (now - sampledNanos >= SAMPLE_PAUSE_NANOS && samples.take(now)) {
      sampledNanos = now;
      sample(gauge.look(thread.getId()));
    }
  }

  /**
   * What there was in the span that ends now, if it is long enough, and begins a new one.
   *
   * @param nowMillis epoch milliseconds
   * @return null if it is not over, or too little was found
   */
  LoopPattern end(LoopView loop, long now, long nowMillis) {
    long span = now - beganNanos;
    if (span < SPAN_NANOS) {
      return null;
    }
    double share = looks == 0 ? 0 : (double) hits / looks;
    LoopPattern found = null;
    if (hits >= FEWEST_HITS && share >= SMALLEST_SHARE) {
      double spanMillis = TimeShares.toMillis(span);
      found =
          new LoopPattern(
              loop.id(),
              loop.name(),
              nowMillis - Math.round(spanMillis),
              spanMillis,
              votes.most(),
              waitsAfter > waitsBefore && waitsBefore >= 0 ? waitsAfter - waitsBefore : null,
              TimeShares.toMillis(Math.round(share * span)),
              stacks);
    }
    stacks = StackTree.empty();
    votes = new FrameVotes();
    beganNanos = now;
    waitsBefore = ThreadGauge.UNKNOWN;
    waitsAfter = ThreadGauge.UNKNOWN;
    looks = 0;
    hits = 0;
    return found;
  }

  private void sample(ThreadLook look) {
    if (look == null || !stands(look.state())) {
      return;
    }
    stacks.add(Frames.outermostFirst(look.stack()));
    votes.add(look.stack());
    waitsBefore = waitsBefore < 0 ? look.waits() : waitsBefore;
    waitsAfter = look.waits();
  }

  private static boolean stands(Thread.State state) {
    return state == Thread.State.WAITING
        || state == Thread.State.TIMED_WAITING
        || state == Thread.State.BLOCKED;
  }
}
