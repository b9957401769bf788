package io.diag.agent.profile;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The one order that waits and the one that runs. Placing is for any thread, all else for the
 * sampler's.
 */
final class Orders {
  private final AtomicReference<ProfileOrder> waiting = new AtomicReference<>();
  private volatile ProfileOrder running;
  private long fromMillis;
  private long endNanos;
  private long skipped;

  /** Returns whether it was taken; if not, another one waits or runs. */
  boolean place(ProfileOrder order) {
    return running == null && waiting.compareAndSet(null, order);
  }

  /** Whether there is one that waits or runs. Any thread. */
  boolean any() {
    return running != null || waiting.get() != null;
  }

  /** Or null. */
  ProfileOrder waiting() {
    return waiting.get();
  }

  /** Or null. */
  ProfileOrder running() {
    return running;
  }

  boolean over(long nowNanos) {
    return nowNanos - endNanos >= 0 || running.listener().cancelled();
  }

  void begin(ProfileOrder order, long nowMillis, long nowNanos) {
    running = order;
    waiting.set(null);
    fromMillis = nowMillis;
    endNanos = nowNanos + order.nanos();
    skipped = 0;
  }

  void hear(Sampling.Span span) {
    if (running != null) {
      skipped += span.skipped;
      running.listener().chunk(span.chunk);
    }
  }

  /** Ends the one that runs; returns how a seam says it. */
  String end(long nowMillis) {
    ProfileOrder ended = running;
    running = null;
    ended.listener().done(fromMillis, nowMillis, skipped);
    long seconds = (nowMillis - fromMillis + 500) / 1000;
    return ended.event().label() + " ended after " + seconds + " s";
  }

  /** Fails the one that runs and the one that waits. */
  void fail(String why) {
    ProfileOrder failed = running;
    running = null;
    if (failed != null) {
      failed.listener().failed(why);
    }
    ProfileOrder never = waiting.getAndSet(null);
    if (never != null) {
      never.listener().failed(why);
    }
  }
}
