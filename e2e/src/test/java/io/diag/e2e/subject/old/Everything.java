package io.diag.e2e.subject.old;

import io.diag.e2e.subject.Recorded;
import io.diag.e2e.subject.Takes;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An application that does a little of everything the agent can tell of, in any JVM from Java 8 on:
 * it computes, sleeps, allocates and keeps a part of it, waits for monitors and locks, takes native
 * memory, starts threads, loads classes, maps a file, turns an event loop, has two threads in a
 * deadlock, and does some of that in virtual threads where there are any. Half a core in all.
 */
public final class Everything {
  /** How many objects of {@link Kept} there are at any time. */
  public static final int KEPT = 20_000;

  /** A wall of them is 64 KiB. */
  private static final int BRICKS = 16_380;

  /** 100 MiB a second. */
  private static final long NANOS_A_WALL = 625_000;

  /** 32 MiB, of which a sample is taken every 512 KiB: that not one is seen cannot happen. */
  private static final int WALLS_KEPT = 512;

  private static final int WALLS_AT_ONCE = 16;

  private static final int PIECE_BYTES = 1 << 20;
  private static final int PIECES_KEPT = 24;

  /** A stack of a virtual thread that is small is copied back whole, and nothing of it lacks. */
  private static final int CALLS_BETWEEN = 200;

  /** 256 KiB: four of them are a sample. */
  private static final int VIRTUAL_WORDS = 1 << 15;

  private static final List<Kept> HOARD = new ArrayList<>();
  private static final ReentrantLock LOCK = new ReentrantLock();

  static volatile Object sink;

  private Everything() {}

  /** What a class histogram counts. */
  static final class Kept {
    Object other;
  }

  /** What is allocated, and in part stays; two are the locks of the deadlock. */
  static final class Brick {}

  /**
   * Prints what there is of virtual threads, then that it runs.
   *
   * @param args any word, to have it do nothing at all
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      beginEverything();
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  private static void beginEverything() throws ReflectiveOperationException, IOException {
    Looping.begin(new ConcurrentLinkedQueue<>());
    Executors.newFixedThreadPool(2, Everything::worker).execute(LockSupport::park);
    for (int i = 0; i < KEPT; i++) {
      HOARD.add(new Kept());
    }
    embrace(new Brick(), new Brick());
    Recorded.startWaiting();
    Recorded.startSleeping();
    Takes.startAll();
    new Thread(Everything::allocates, "builder").start();
    new Thread(Everything::keepsNative, "keeper").start();
    new Thread(Everything::keepsLocked, "locker").start();
    ThreadFactory virtual = virtualThreads();
    System.out.println("virtual threads: " + (virtual == null ? "no" : "yes"));
    if (virtual != null) {
      virtual.newThread(Everything::outer).start();
      virtual.newThread(Everything::locksVirtually).start();
    }
    new Thread(Everything::locks, "second locker").start();
  }

  /** Or null in a JVM that has none. */
  private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
      return (ThreadFactory) factory.invoke(builder);
    } catch (NoSuchMethodException older) {
      return null;
    } catch (InvocationTargetException previewOnly) {
      if (previewOnly.getCause() instanceof UnsupportedOperationException) {
        return null;
      }
      throw previewOnly;
    }
  }

  static void allocates() {
    Deque<Object> kept = new ArrayDeque<>();
    for (long at = System.nanoTime(); ; at += WALLS_AT_ONCE * NANOS_A_WALL) {
      for (int i = 0; i < WALLS_AT_ONCE; i++) {
        kept.add(new Brick[BRICKS]);
        if (kept.size() > WALLS_KEPT) {
          sink = kept.remove();
        }
      }
      until(at);
    }
  }

  /** Eight pieces a second, of which the last ones stay. */
  static void keepsNative() {
    Deque<ByteBuffer> kept = new ArrayDeque<>();
    for (long at = System.nanoTime(); ; at += 125_000_000) {
      kept.add(ByteBuffer.allocateDirect(PIECE_BYTES));
      if (kept.size() > PIECES_KEPT) {
        kept.remove();
      }
      until(at);
    }
  }

  static void keepsLocked() {
    while (true) {
      LOCK.lock();
      try {
        LockSupport.parkNanos(60_000_000);
      } finally {
        LOCK.unlock();
      }
      LockSupport.parkNanos(60_000_000);
    }
  }

  /** In a thread of the operating system. */
  static void locks() {
    lockAgainAndAgain();
  }

  /** In a virtual thread. */
  static void locksVirtually() {
    lockAgainAndAgain();
  }

  private static void lockAgainAndAgain() {
    while (true) {
      LOCK.lock();
      try {
        sink = LOCK;
      } finally {
        LOCK.unlock();
      }
      LockSupport.parkNanos(30_000_000);
    }
  }

  /** Far above {@link #inner}: of a virtual thread that has waited there it may not be seen. */
  static void outer() {
    between(CALLS_BETWEEN);
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
      LockSupport.parkNanos(40_000_000);
      Recorded.spins(System.nanoTime() + 15_000_000);
      sink = new long[VIRTUAL_WORDS];
    }
  }

  /** Two threads, of which each holds what the other one waits for. */
  private static void embrace(Object one, Object other) {
    CyclicBarrier both = new CyclicBarrier(2);
    daemon("booker", () -> holdAndEnter(one, both, other));
    daemon("auditor", () -> holdAndEnter(other, both, one));
  }

  private static void holdAndEnter(Object held, CyclicBarrier both, Object wanted) {
    synchronized (held) {
      try {
        both.await();
      } catch (InterruptedException | BrokenBarrierException notOurs) {
        return;
      }
      synchronized (wanted) {
        System.out.println("there was no deadlock");
      }
    }
  }

  private static Thread worker(Runnable body) {
    Thread thread = new Thread(body, "worker");
    thread.setDaemon(true);
    return thread;
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void until(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
