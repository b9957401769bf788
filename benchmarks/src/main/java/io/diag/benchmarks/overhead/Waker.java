package io.diag.benchmarks.overhead;

import java.util.concurrent.locks.LockSupport;

/** A thread that wakes again and again, and does nothing. */
final class Waker {
  private final Thread thread;
  private volatile boolean ended;

  private Waker(long periodNanos) {
    thread = new Thread(() -> run(periodNanos), "waker");
    thread.setDaemon(true);
  }

  static Waker start(long periodNanos) {
    Waker waker = new Waker(periodNanos);
    waker.thread.start();
    return waker;
  }

  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(long periodNanos) {
    while (!ended) {
      LockSupport.parkNanos(periodNanos);
    }
  }
}
