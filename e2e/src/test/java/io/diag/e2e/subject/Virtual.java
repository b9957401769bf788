package io.diag.e2e.subject;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Computes and waits for a lock in virtual threads, or in ordinary ones where the JDK has no
 * others.
 */
public final class Virtual {
  /** A stack that is small is copied back whole, and nothing of it lacks. */
  private static final int BETWEEN = 200;

  private static final ReentrantLock LOCK = new ReentrantLock();

  /** So many words with each turn: every one is sampled. */
  private static final int ALLOCATED = 1 << 20;

  static volatile long sink;
  static volatile long[] kept;

  private Virtual() {}

  public static void main(String[] args) throws Exception {
    ThreadFactory threads = factory();
    threads.newThread(Virtual::outer).start();
    threads.newThread(Virtual::waits).start();
    new Thread(Virtual::holds, "holder").start();
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  /** By reflection, since the tests are compiled for 17. */
  private static ThreadFactory factory() throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return Thread::new;
    }
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  /** Far above {@link #inner}: of a virtual thread that has waited there it is not seen. */
  static void outer() {
    between(BETWEEN);
  }

  private static void between(int calls) {
    if (calls == 0) {
      inner();
    } else {
      between(calls - 1);
    }
  }

  static void inner() {
    while (true) {
      LockSupport.parkNanos(1_000_000);
      sink = computes();
      kept = new long[ALLOCATED];
    }
  }

  private static long computes() {
    long x = 1;
    for (int i = 0; i < 20_000_000; i++) {
      x = x * 6364136223846793005L + 1442695040888963407L;
      x ^= x >>> 29;
    }
    return x;
  }

  static void holds() {
    while (true) {
      LOCK.lock();
      try {
        LockSupport.parkNanos(30_000_000);
      } finally {
        LOCK.unlock();
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  static void waits() {
    while (true) {
      LOCK.lock();
      try {
        sink = System.nanoTime();
      } finally {
        LOCK.unlock();
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
