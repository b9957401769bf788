package io.diag.agent.eventloop.episode;

import io.diag.agent.os.AgentThread;
import io.diag.wire.Event;
import io.diag.wire.Histogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Watches loops for ticks that take long, on a thread of its own that is there only while there are
 * loops. Its methods are for the sampler's thread.
 */
public final class EpisodeWatch {
  /** From this age on a tick is sampled. */
  public static final long SAMPLED_FROM_NANOS = 20_000_000;

  /** Between two looks while nothing takes long; so none grows older unseen than it may. */
  static final long LOOK_NANOS = SAMPLED_FROM_NANOS;

  /** Between two samples of one tick. */
  static final long SAMPLE_NANOS = 10_000_000;

  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
  private static final long NO_MEMORY_PAUSE_NANOS = 1_000_000_000;
  private static final long JOIN_MILLIS = 2_000;

  private final JvmThreads gauge;
  private final long thresholdNanos;
  private final LongSupplier currentMillis;
  private final DurationTally stalls = new DurationTally();

  /** The thread's own, of which there is one at a time. */
  private final EpisodeSender sender;

  private volatile List<WatchedLoop> loops = Collections.emptyList();
  private Watching watching;

  /**
   * @param gauge tells of threads
   * @param thresholdMillis from which length on a tick is an episode
   * @param events takes what is to be sent; called by the watch's own thread
   * @param currentMillis epoch milliseconds
   */
  public EpisodeWatch(
      JvmThreads gauge, long thresholdMillis, Consumer<Event> events, LongSupplier currentMillis) {
    this.gauge = gauge;
    this.thresholdNanos = thresholdMillis * 1_000_000;
    sender = new EpisodeSender(events, stalls, System.nanoTime());
    this.currentMillis = currentMillis;
  }

  /**
   * From now on these loops are watched, and no others. Starts or ends the thread if need be.
   *
   * @throws IllegalStateException if the thread ended by an error
   */
  public void watch(List<? extends LoopView> views) {
    if (watching != null && watching.failure != null) {
      throw new IllegalStateException("the watch ended: " + watching.failure, watching.failure);
    }
    Map<Long, WatchedLoop> known = new HashMap<>();
    for (WatchedLoop loop : loops) {
      known.put(loop.view().id(), loop);
    }
    List<WatchedLoop> next = new ArrayList<>();
    for (LoopView view : views) {
      WatchedLoop loop = known.get(view.id());
      next.add(loop == null ? new WatchedLoop(view, System.nanoTime()) : loop);
    }
    if (next.isEmpty()) {
      stop();
      return;
    }
    loops = next;
    if (watching == null) {
      gauge.open();
      watching = new Watching();
      watching.thread.start();
    }
    learnOne(next);
  }

  /** The search reads many files, so there is one at a time. */
  private void learnOne(List<WatchedLoop> all) {
    for (WatchedLoop loop : all) {
      Thread thread = loop.view().thread();
      if (thread != null && gauge.learn(thread)) {
        return;
      }
    }
  }

  /** Lengths in seconds of a loop's episodes since the last call, or null. */
  public Histogram takeEpisodes(long loopId) {
    for (WatchedLoop loop : loops) {
      if (loop.view().id() == loopId) {
        return loop.take();
      }
    }
    return null;
  }

  /** Lengths in seconds of stalls of the whole process since the last call, or null. */
  public Histogram takeStalls() {
    return stalls.take();
  }

  /** Ends the thread, and waits until it has ended. */
  public void stop() {
    Watching ending = watching;
    watching = null;
    loops = Collections.emptyList();
    if (ending != null) {
      ending.end();
      gauge.close();
    }
  }

  /** The thread and what is its own. */
  private final class Watching {
    private final Thread thread = AgentThread.create("diag-loops", this::run);
    private volatile boolean ended;
    private volatile Throwable failure;

    private void run() {
      EpisodeRound round =
          new EpisodeRound(gauge, thresholdNanos, sender, currentMillis, System.nanoTime());
      long due = System.nanoTime();
      while (!ended && failure == null) {
        try {
          List<WatchedLoop> now = loops;
          long start = System.nanoTime();
          long ownBefore = AgentThread.ownCpuNanos();
          due = round.look(now, due, start);
          sender.flush(start);
          if (ownBefore >= 0) {
            long own = AgentThread.ownCpuNanos();
            if (own >= ownBefore) {
              round.over(now, start, System.nanoTime(), own - ownBefore);
            }
          }
        } catch (OutOfMemoryError noMemory) {
          due = System.nanoTime() + NO_MEMORY_PAUSE_NANOS;
        } catch (Throwable unexpected) {
          failure = unexpected;
        }
        long earliest = System.nanoTime() + SHORTEST_PAUSE_NANOS;
        due = due - earliest < 0 ? earliest : due;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }

    private void end() {
      ended = true;
      LockSupport.unpark(thread);
      try {
        thread.join(JOIN_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
