package io.diag.e2e.subject;

import java.io.File;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads in a circle of two named locks, and three in a circle of monitors and a lock that
 * ends when one of them is interrupted: as soon as a file is there.
 */
public final class Embrace {
  private static final long LOOK_MILLIS = 100;

  private Embrace() {}

  /** A lock whose class is in the finding. */
  static final class Ledger {}

  /** Another one. */
  static final class Journal {}

  /**
   * @param args the file that frees the three
   */
  public static void main(String[] args) throws Exception {
    Ledger ledger = new Ledger();
    Journal journal = new Journal();
    CyclicBarrier two = new CyclicBarrier(2);
    start("booker", () -> hold(ledger, two, () -> enter(journal)));
    start("auditor", () -> hold(journal, two, () -> enter(ledger)));

    Ledger first = new Ledger();
    Journal second = new Journal();
    ReentrantLock third = new ReentrantLock();
    CyclicBarrier three = new CyclicBarrier(3);
    start("ring-1", () -> hold(first, three, () -> enter(second)));
    Thread waiting = start("ring-2", () -> hold(second, three, () -> lock(third)));
    start(
        "ring-3",
        () -> {
          third.lock();
          try {
            three.await();
            enter(first);
          } finally {
            third.unlock();
          }
        });
    System.out.println("ready");
    File key = new File(args[0]);
    while (!key.exists()) {
      Thread.sleep(LOOK_MILLIS);
    }
    waiting.interrupt();
    Thread.sleep(Long.MAX_VALUE);
  }

  private interface Body {
    void run() throws InterruptedException, BrokenBarrierException;
  }

  private static void hold(Object lock, CyclicBarrier all, Body inside)
      throws InterruptedException, BrokenBarrierException {
    synchronized (lock) {
      all.await();
      inside.run();
    }
  }

  private static void enter(Object lock) {
    synchronized (lock) {
      System.out.println(Thread.currentThread().getName() + " is through");
    }
  }

  private static void lock(ReentrantLock lock) throws InterruptedException {
    lock.lockInterruptibly();
    lock.unlock();
  }

  private static Thread start(String name, Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (InterruptedException | BrokenBarrierException freed) {
                System.out.println(name + " was freed");
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
