package io.diag.software;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Does one piece of work again and again, due by the clock and not by the piece before, and says on
 * standard output how much was done and how late it is: {@code done N failed M late K ms} for each
 * line that it reads. Ends at the end of its input.
 */
final class Turnover {
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<AtomicLong> dues = new CopyOnWriteArrayList<>();
  private volatile boolean ending;

  /** Counts work that ends elsewhere, as a message does that was received. Any thread. */
  void countDone() {
    done.incrementAndGet();
  }

  /** Says why on standard error, once. Any thread. */
  void countFailed(Throwable reason) {
    if (failed.getAndIncrement() == 0) {
      reason.printStackTrace();
    }
  }

  boolean isEnding() {
    return ending;
  }

  /**
   * Starts a thread.
   *
   * @param work counted as done if it returns true; if false, whoever ends it counts
   */
  void perSecond(int rate, String name, Callable<Boolean> work) {
    long periodNanos = 1_000_000_000L / rate;
    AtomicLong due = new AtomicLong(System.nanoTime());
    dues.add(due);
    Thread thread =
        new Thread(
            () -> {
              while (!ending) {
                for (long left = -late(due); left > 0; left = -late(due)) {
                  LockSupport.parkNanos(left);
                }
                doOne(work);
                due.addAndGet(periodNanos);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Nanoseconds since a piece was due; below 0 where it is not yet. */
  private static long late(AtomicLong due) {
    return System.nanoTime() - due.get();
  }

  private void doOne(Callable<Boolean> work) {
    try {
      if (work.call()) {
        done.incrementAndGet();
      }
    } catch (Exception reason) {
      if (!ending) {
        countFailed(reason);
      }
    }
  }

  /** Blocks until the end of the input. */
  void answer() throws IOException {
    System.out.println("ready");
    for (int c = System.in.read(); c >= 0; c = System.in.read()) {
      if (c == '\n') {
        long late = dues.stream().mapToLong(Turnover::late).max().orElse(0);
        System.out.println(
            "done " + done + " failed " + failed + " late " + late / 1_000_000 + " ms");
      }
    }
    ending = true;
  }
}
