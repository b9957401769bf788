package io.diag.agent.eventloop.episode;

import io.diag.wire.LoopEpisode;
import io.diag.wire.LoopPattern;
import io.diag.wire.ProcessStall;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One look at all loops after the other. Decides what is an episode: a tick that was longer than
 * the threshold by itself, without the time in which the process stood still or its thread waited
 * for a CPU. The watch's thread.
 */
final class EpisodeRound {
  /** What it finds. */
  interface Outlet {
    void episode(LoopEpisode episode, long nowNanos);

    void pattern(LoopPattern pattern, long nowNanos);

    void stall(ProcessStall stall, long nanos, long nowNanos);
  }

  /** Without a long tick for so long every look takes twice the time to come. */
  private static final long QUIET_NANOS = 60_000_000_000L;

  /** In one tick for so long a thread may have gone to do other things. */
  private static final long LEFT_NANOS = 60_000_000_000L;

  /** Up to some four milliseconds. */
  private static final long JITTER_MASK = (1 << 22) - 1;

  private final ThreadGauge gauge;
  private final long thresholdNanos;
  private final Outlet outlet;
  private final LongSupplier currentMillis;
  private final Stalls stalls = new Stalls();
  private final StallFinder finder;
  private final SampleBudget samples;
  private long random = 0x9E3779B97F4A7C15L;
  private long lastLongNanos;

  /**
   * @param thresholdNanos from which length on a tick is an episode
   * @param currentMillis epoch milliseconds
   * @param nowNanos {@code nanoTime}
   */
  EpisodeRound(
      ThreadGauge gauge,
      long thresholdNanos,
      Outlet outlet,
      LongSupplier currentMillis,
      long nowNanos) {
    this.gauge = gauge;
    this.thresholdNanos = thresholdNanos;
    this.outlet = outlet;
    this.currentMillis = currentMillis;
    finder = new StallFinder(gauge, stalls, nowNanos);
    lastLongNanos = nowNanos;
    samples = new SampleBudget(nowNanos);
  }

  /**
   * Looks at all loops.
   *
   * @param due when this look was to be
   * @param now {@code nanoTime}
   * @return when the next one is to be
   */
  long look(List<WatchedLoop> loops, long due, long now) {
    long stalled = finder.begin(due, now);
    int within = 0;
    boolean quiet = now - lastLongNanos > QUIET_NANOS;
    long usual = now + (quiet ? 2 : 1) * EpisodeWatch.LOOK_NANOS - jitter();
    long next = usual;
    for (WatchedLoop loop : loops) {
      long since = loop.view().busySince();
      within += since != LoopView.IDLE && since - due < 0 ? 1 : 0;
      if (!endTick(loop, since, now)) {
        next = earlier(next, goOn(loop, since, now, usual));
      }
      LoopPattern pattern = loop.waits().end(loop.view(), now, currentMillis.getAsLong());
      if (pattern != null) {
        outlet.pattern(pattern, now);
      }
    }
    if (stalled >= thresholdNanos) {
      tellStall(due, now, within);
    }
    finder.sampled(now);
    return earlier(now + 1, next) == next ? now + 1 : next;
  }

  /**
   * A look is over.
   *
   * @param startNanos when it began
   * @param ownNanos its thread's CPU time since then
   */
  void over(List<WatchedLoop> loops, long startNanos, long endNanos, long ownNanos) {
    long kept = finder.end(startNanos, endNanos, ownNanos);
    if (kept < thresholdNanos) {
      return;
    }
    long begun = endNanos - kept;
    int within = 0;
    for (WatchedLoop loop : loops) {
      long since = loop.view().busySince();
      within += since != LoopView.IDLE && since - begun < 0 ? 1 : 0;
    }
    tellStall(begun, endNanos, within);
  }

  private void tellStall(long due, long now, int loops) {
    long stopped = stalls.stoppedWithin(due, now);
    outlet.stall(
        new ProcessStall(
            epochMillis(due, now),
            TimeShares.toMillis(now - due),
            stopped == ThreadGauge.UNKNOWN ? null : TimeShares.toMillis(stopped),
            loops),
        now - due,
        now);
  }

  /**
   * Finishes the tick that was open, or one that began and ended while nobody could look.
   *
   * @return whether the one that was seen running has ended meanwhile
   */
  private boolean endTick(WatchedLoop loop, long since, long now) {
    OpenTick open = loop.open();
    long[] ended = loop.takeEnded();
    if (open != null && (open.since() != since || (ended != null && ended[0] == since))) {
      boolean exact = ended != null && ended[0] == open.since();
      long atLeast = open.lastSeenNanos() - open.since();
      finish(loop, open, exact ? ended[1] : atLeast, now);
      loop.open(null);
      if (exact) {
        lastLongNanos = now;
        return ended[0] == since;
      }
    }
    if (ended != null) {
      lastLongNanos = now;
      finish(loop, new OpenTick(ended[0], loop.view().thread()), ended[1], now);
    }
    return ended != null && ended[0] == since;
  }

  /** Returns when this loop is to be looked at again. */
  private long goOn(WatchedLoop loop, long since, long now, long usual) {
    if (since == LoopView.IDLE) {
      loop.waits().look(loop.view(), since, gauge, samples, now);
      return usual;
    }
    long age = now - since - stalls.within(since, now);
    if (age < EpisodeWatch.SAMPLED_FROM_NANOS) {
      loop.waits().look(loop.view(), since, gauge, samples, now);
      return now + EpisodeWatch.SAMPLED_FROM_NANOS - age;
    }
    lastLongNanos = now;
    Thread thread = loop.view().thread();
    if (loop.open() == null && thread != null) {
      loop.open(new OpenTick(since, thread));
    }
    OpenTick open = loop.open();
    if (open == null || open.isGone() || isLeft(loop, age)) {
      return usual;
    }
    if (now - open.nextNanos() >= 0) {
      if (!samples.take(now)) {
        return usual;
      }
      finder.sampling();
      open.look(gauge, stalls, now, () -> loop.view().busySince() == since);
    }
    if (isToBeTold(loop, open, age)) {
      tell(loop, open, now - since, now);
    }
    return open.isGone() ? usual : open.nextNanos();
  }

  /** A thread that runs no framework may simply have gone away from its selector. */
  private static boolean isLeft(WatchedLoop loop, long age) {
    return !loop.view().isFrameworks() && age >= LEFT_NANOS;
  }

  private boolean isToBeTold(WatchedLoop loop, OpenTick open, long age) {
    return loop.view().isFrameworks()
        && !open.isGone()
        && age - open.shares().runQueueNanos(age) >= thresholdNanos
        && open.isToBeTold(age);
  }

  private void finish(WatchedLoop loop, OpenTick tick, long nanos, long now) {
    if (nanos < thresholdNanos) {
      return;
    }
    long stalled = stalls.within(tick.since(), tick.since() + nanos);
    long own = nanos - (tick.callsGc() ? 0 : stalled);
    if (own - tick.shares().runQueueNanos(own) < thresholdNanos || isLeft(loop, own)) {
      return;
    }
    loop.durations().add(nanos);
    tell(loop, tick, nanos, now);
  }

  private void tell(WatchedLoop loop, OpenTick tick, long nanos, long now) {
    long end = tick.since() + nanos;
    long stalled = Math.min(nanos, stalls.within(tick.since(), end));
    long stopped = stalls.stoppedWithin(tick.since(), end);
    long notRun = stopped == ThreadGauge.UNKNOWN ? 0 : Math.max(0, stalled - stopped);
    outlet.episode(
        new LoopEpisode(
            loop.view().id(),
            loop.view().name(),
            tick.startedAtMillis(epochMillis(tick.since(), now)),
            TimeShares.toMillis(nanos),
            tick.blamed(),
            tick.shares().millis(nanos - stalled, stopped, notRun),
            tick.stacks(),
            tick.holder(),
            0),
        now);
  }

  /** So that ticks that come in a rhythm are seen as often as they are there. */
  private long jitter() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return random & JITTER_MASK;
  }

  private long epochMillis(long nanos, long now) {
    return currentMillis.getAsLong() - (now - nanos) / 1_000_000;
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }
}
