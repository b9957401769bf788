package io.diag.agent.eventloop.episode;

import java.util.Comparator;

/**
 * Bounds how many of a kind are sent: some at once, and after that one in a while. Of those that
 * come meanwhile the greatest is kept and sent when its time comes; the others are only counted.
 * The watch's thread.
 */
final class HeldPace<T> {
  /** Takes what is sent, and how many were left out since the one before. */
  interface Outlet<T> {
    void send(T one, long leftOut);
  }

  private final long most;
  private final long refillNanos;
  private final Comparator<T> greatness;
  private final Outlet<T> outlet;
  private T held;
  private long leftOut;
  private long tokens;
  private long refilledAtNanos;

  /**
   * @param most at once
   * @param refillNanos after which one more may be sent
   * @param nowNanos {@code nanoTime}
   */
  HeldPace(long most, long refillNanos, Comparator<T> greatness, Outlet<T> outlet, long nowNanos) {
    this.most = most;
    this.refillNanos = refillNanos;
    this.greatness = greatness;
    this.outlet = outlet;
    tokens = most;
    refilledAtNanos = nowNanos;
  }

  void offer(T one, long nowNanos) {
    if (held == null) {
      held = one;
    } else {
      leftOut++;
      held = greatness.compare(one, held) > 0 ? one : held;
    }
    send(nowNanos);
  }

  /** Sends what is held, if its time has come. */
  void send(long nowNanos) {
    long due = (nowNanos - refilledAtNanos) / refillNanos;
    if (due > 0) {
      tokens = Math.min(most, tokens + due);
      refilledAtNanos += due * refillNanos;
    }
    if (held != null && tokens > 0) {
      tokens--;
      T sent = held;
      long others = leftOut;
      held = null;
      leftOut = 0;
      outlet.send(sent, others);
    }
  }
}
