package io.diag.agent.session;

import io.diag.agent.os.AgentThread;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The thread on which features start, work and stop. It ticks at a fixed rate; a tick that comes
 * too late (the machine slept) is not made up for.
 */
final class Sampler {
  private static final long URGENT_MILLIS = 500;

  /** How often it is asked whether other agents still start, and for how long at most. */
  private static final long OTHERS_POLL_MILLIS = 50;

  private static final int OTHERS_POLLS = 1_200;

  private final List<Fence> fences;
  private final SampleTaker taker;
  private final SampleTaker.Outlet outlet;
  private final long intervalMillis;
  private final BooleanSupplier startingUp;
  private final Thread thread;
  private boolean started;
  private boolean ending;
  private boolean pauseWanted;
  private boolean resting;

  /**
   * @param taker does the ticks
   * @param outlet hears that the thread begins
   * @param startingUp whether the JVM still starts agents; nothing is done before it has
   */
  Sampler(
      List<Fence> fences,
      SampleTaker taker,
      SampleTaker.Outlet outlet,
      long intervalMillis,
      BooleanSupplier startingUp) {
    this.fences = fences;
    this.taker = taker;
    this.outlet = outlet;
    this.intervalMillis = intervalMillis;
    this.startingUp = startingUp;
    thread = AgentThread.create("diag-sampler", this::run);
  }

  void start() {
    thread.start();
  }

  synchronized void awaitStarted(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!started && System.nanoTime() < deadline) {
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  /** Has every feature do its last piece of work and stop, and ends the thread. */
  void end(long patienceMillis) {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    try {
      thread.join(patienceMillis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops every feature and keeps the thread; returns once that is done or patience ends. */
  synchronized void pause(long patienceMillis) throws InterruptedException {
    pauseWanted = true;
    notifyAll();
    long deadline = System.nanoTime() + patienceMillis * 1_000_000;
    while (!resting && !ending && System.nanoTime() < deadline) {
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  /** Starts every feature again; returns at once. */
  synchronized void resume() {
    pauseWanted = false;
    notifyAll();
  }

  synchronized boolean isPaused() {
    return pauseWanted;
  }

  private void startAll() {
    for (int i = 0; i < fences.size() && !isEnding(); i++) {
      fences.get(i).start();
    }
  }

  private void run() {
    awaitOtherAgents();
    outlet.kick();
    startAll();
    synchronized (this) {
      started = true;
      notifyAll();
    }
    long intervalNanos = intervalMillis * 1_000_000;
    long due = System.nanoTime();
    do {
      if (isPaused()) {
        rest();
        due = System.nanoTime();
      }
      guardedTick(false);
      due = Math.max(due + intervalNanos, System.nanoTime() - intervalNanos);
    } while (!awaitDue(due));
    guardedTick(true);
    for (int i = fences.size() - 1; i >= 0; i--) {
      fences.get(i).stop();
    }
  }

  /** Without memory a reading is lost, and the next one tried; the thread must not end of it. */
  private void guardedTick(boolean last) {
    try {
      taker.tick(last);
    } catch (Throwable lost) {
      // not even said: that might fail as well
    }
  }

  private void awaitOtherAgents() {
    for (int i = 0; i < OTHERS_POLLS && startingUp.getAsBoolean(); i++) {
      if (sleptUntil(System.nanoTime() + OTHERS_POLL_MILLIS * 1_000_000)) {
        return;
      }
    }
  }

  private void rest() {
    for (int i = fences.size() - 1; i >= 0; i--) {
      fences.get(i).rest("the agent is paused");
    }
    synchronized (this) {
      resting = true;
      notifyAll();
      while (pauseWanted && !ending) {
        try {
          wait();
        } catch (InterruptedException notOurs) {
          // as below
        }
      }
      resting = false;
    }
    startAll();
    taker.beginAnew();
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  /** Returns true once the session ends, false when the time has come. */
  private boolean awaitDue(long due) {
    while (due - System.nanoTime() > 0 && !isPaused()) {
      long urgentlyDue = System.nanoTime() + URGENT_MILLIS * 1_000_000;
      if (sleptUntil(Math.min(due, urgentlyDue))) {
        return true;
      }
      guardedUrgentTicks();
    }
    return isEnding();
  }

  /** As {@link #guardedTick}. */
  private void guardedUrgentTicks() {
    try {
      for (int i = 0; i < fences.size(); i++) {
        if (fences.get(i).urgent()) {
          fences.get(i).tick(false);
        }
      }
    } catch (Throwable lost) {
      // not even said: that might fail as well
    }
  }

  private synchronized boolean sleptUntil(long nanos) {
    while (!ending) {
      if (pauseWanted) {
        return false;
      }
      long left = (nanos - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException notOurs) {
        // nobody interrupts this thread for a reason of ours; the deadline decides
      }
    }
    return true;
  }
}
