package io.diag.agent.eventloop.episode;

import io.diag.wire.LoopEpisode;
import io.diag.wire.StackTree;
import java.util.function.BooleanSupplier;

/**
 * A tick that takes long and is not over, as far as it was looked at. The watch's thread. A long
 * one is looked at ever more seldom, and the JVM is asked for little more than that one thread.
 */
final class OpenTick {
  private static final int HOLDER_FRAMES = 32;

  /** Between two looks at a tick of this many times that length; ten milliseconds at first. */
  private static final int LOOKS_PER_LENGTH = 20;

  /** One that takes longer is told before it ends: it may never do so. */
  private static final long FIRST_TOLD_NANOS = 10_000_000_000L;

  private final long since;
  private final Thread thread;
  private final TimeShares shares = new TimeShares();
  private final StackTree stacks = StackTree.empty();
  private final FrameVotes votes = new FrameVotes();
  private LoopEpisode.Holder holder;
  private long lookedAtNanos;
  private long cpuNanos;
  private long runQueueNanos;
  private boolean looked;
  private boolean gone;
  private boolean callsGc;
  private long startedAtMillis;
  private long tellAtNanos = FIRST_TOLD_NANOS;

  /**
   * @param since when it began, by {@code nanoTime}
   * @param thread that runs it
   */
  OpenTick(long since, Thread thread) {
    this.since = since;
    this.thread = thread;
  }

  long since() {
    return since;
  }

  /** When it is to be looked at again. */
  long nextNanos() {
    return looked
        ? lookedAtNanos
            + Math.max(EpisodeWatch.SAMPLE_NANOS, (lookedAtNanos - since) / LOOKS_PER_LENGTH)
        : since + EpisodeWatch.SAMPLED_FROM_NANOS;
  }

  /** When it was last seen running; its beginning before that. */
  long lastSeenNanos() {
    return looked ? lookedAtNanos : since;
  }

  /** Whether its thread has ended, or is none that the JVM tells of; it is not looked at again. */
  boolean isGone() {
    return gone;
  }

  /**
   * Takes a sample.
   *
   * @param stillRuns says, once it is taken, whether it was still of this tick
   */
  void look(ThreadGauge gauge, Stalls stalls, long now, BooleanSupplier stillRuns) {
    ThreadLook look = gauge.look(thread.getId());
    if (look == null) {
      gone = true;
      return;
    }
    if (!stillRuns.getAsBoolean()) {
      return;
    }
    long cpu = gauge.cpuNanos(thread);
    long queued = gauge.runQueueNanos(thread);
    if (looked) {
      long nanos = now - lookedAtNanos - stalls.within(lookedAtNanos, now);
      shares.add(
          Math.max(0, nanos), difference(cpuNanos, cpu), difference(runQueueNanos, queued), look);
    }
    cpuNanos = cpu;
    runQueueNanos = queued;
    lookedAtNanos = now;
    looked = true;
    stacks.add(Frames.outermostFirst(look.stack()));
    votes.add(look.stack());
    callsGc |= look.isCollecting();
    if (holder == null && look.holderId() >= 0 && look.lock() != null) {
      holder = holder(gauge, look);
    }
  }

  /**
   * When it began, the same each time it is told.
   *
   * @param epochMillis as it is known now
   */
  long startedAtMillis(long epochMillis) {
    if (startedAtMillis == 0) {
      startedAtMillis = epochMillis;
    }
    return startedAtMillis;
  }

  /**
   * Whether it has run for so long that it is to be told before it ends; each time ten times as
   * long.
   */
  boolean isToBeTold(long age) {
    if (age < tellAtNanos) {
      return false;
    }
    tellAtNanos *= 10;
    return true;
  }

  /** Whether it was seen asking for garbage collections: then they are its own. */
  boolean callsGc() {
    return callsGc;
  }

  TimeShares shares() {
    return shares;
  }

  StackTree stacks() {
    return stacks;
  }

  LoopEpisode.Holder holder() {
    return holder;
  }

  /** The frame to blame by most samples, or null. */
  String blamed() {
    return votes.most();
  }

  private static LoopEpisode.Holder holder(ThreadGauge gauge, ThreadLook look) {
    ThreadLook other = gauge.look(look.holderId());
    StackTraceElement[] stack = other == null ? new StackTraceElement[0] : other.stack();
    return new LoopEpisode.Holder(
        Frames.cut(look.lock()),
        Frames.cut(look.holder()),
        Frames.innermostFirst(stack, HOLDER_FRAMES));
  }

  private static long difference(long before, long after) {
    return before == ThreadGauge.UNKNOWN || after == ThreadGauge.UNKNOWN
        ? ThreadGauge.UNKNOWN
        : Math.max(0, after - before);
  }
}
