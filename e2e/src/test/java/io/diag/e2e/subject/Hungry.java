package io.diag.e2e.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Runs out of heap, more than once and for some seconds each time, and lives on. */
public final class Hungry {
  private static final int TIMES = 2;

  /** Long enough for an agent to be at work when memory runs out. */
  private static final long GRACE_MILLIS = 7_000;

  private static final long HOLD_MILLIS = 6_000;

  private Hungry() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("ready");
    Thread.sleep(GRACE_MILLIS);
    for (int i = 0; i < TIMES; i++) {
      starve();
    }
    System.out.println("survived");
    new CountDownLatch(1).await();
  }

  /** Fills the heap to the last hundred bytes and keeps it so for a reading or two. */
  private static void starve() {
    List<byte[]> food = new ArrayList<>(1_000_000);
    long end = System.currentTimeMillis() + HOLD_MILLIS;
    int size = 1 << 20;
    while (System.currentTimeMillis() < end) {
      try {
        if (size < 64) {
          LockSupport.parkNanos(5_000_000);
          size = 64;
        }
        food.add(new byte[size]);
      } catch (OutOfMemoryError full) {
        size /= 2;
      }
    }
    int pieces = food.size();
    food.clear();
    System.out.println("let go of " + pieces + " pieces");
  }
}
