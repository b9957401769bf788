package io.diag.e2e.subject;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;

/**
 * An application that allocates, waits, sleeps and takes native memory at rates that are known. It
 * goes by the clock and makes up for what it is late, so a busy machine does not change them.
 */
public final class Recorded {
  /** Heap bytes a second in arrays of {@link Brick}. */
  public static final long ALLOCATED_BYTES_A_SECOND = 300L << 20;

  /** Of each 200 ms, the time one thread waits for a {@link Gate}. */
  public static final double WAITING_SHARE = 0.5;

  /** Of each 100 ms, the time one thread is in {@link #sleeps}; the rest is in {@link #spins}. */
  public static final double SLEEPING_SHARE = 0.75;

  /** Native bytes a second that are kept. */
  public static final long KEPT_BYTES_A_SECOND = 4L << 20;

  private static final int BRICKS = 255;
  private static final long ARRAY_BYTES = 16 + 4 * BRICKS + 4;
  private static final int PIECE_BYTES = 1 << 20;
  private static final int PIECES = 60;

  static volatile Object sink;

  private static final Gate GATE = new Gate();

  private Recorded() {}

  /** What is allocated. */
  static final class Brick {}

  /** What is waited for. */
  static final class Gate {}

  public static void main(String[] args) throws InterruptedException {
    startWaiting();
    startSleeping();
    new Thread(Recorded::keepsNative, "keeper").start();
    new Thread(Recorded::allocates, "builder").start();
    System.out.println("ready");
    if (args.length > 0) {
      Thread.sleep(Long.parseLong(args[0]));
      System.exit(5);
    }
    new CountDownLatch(1).await();
  }

  /** A thread that waits for a {@link Gate}, and one that keeps it waiting. */
  public static void startWaiting() {
    Thread waiter = new Thread(Recorded::waits, "waiter");
    waiter.start();
    new Thread(() -> holds(waiter), "holder").start();
  }

  /** A thread that sleeps and computes in turn. */
  public static void startSleeping() {
    new Thread(Recorded::sleepsAndSpins, "sleeper").start();
  }

  static void allocates() {
    long start = System.nanoTime();
    long allocated = 0;
    while (true) {
      long due = (long) ((System.nanoTime() - start) / 1e9 * ALLOCATED_BYTES_A_SECOND);
      while (allocated < due) {
        sink = new Brick[BRICKS];
        allocated += ARRAY_BYTES;
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  static void holds(Thread waiter) {
    for (long at = System.nanoTime(); ; at += 200_000_000) {
      synchronized (GATE) {
        LockSupport.unpark(waiter);
        until(at + 100_000_000);
      }
      until(at + 200_000_000);
    }
  }

  static void waits() {
    while (true) {
      LockSupport.park();
      synchronized (GATE) {
        sink = GATE;
      }
    }
  }

  static void sleepsAndSpins() {
    for (long at = System.nanoTime(); ; at += 100_000_000) {
      sleeps(at + 75_000_000);
      spins(at + 100_000_000);
    }
  }

  static void sleeps(long end) {
    until(end);
  }

  public static void spins(long end) {
    long x = 0;
    while (System.nanoTime() < end) {
      x = x * 31 + end;
    }
    sink = x;
  }

  static void keepsNative() {
    Deque<ByteBuffer> kept = new ArrayDeque<>();
    for (long at = System.nanoTime(); ; at += 1_000_000_000L * PIECE_BYTES / KEPT_BYTES_A_SECOND) {
      kept.add(ByteBuffer.allocateDirect(PIECE_BYTES));
      if (kept.size() > PIECES) {
        kept.remove();
      }
      givesBack();
      until(at);
    }
  }

  /** Takes some 260 KiB and gives them back. */
  static void givesBack() {
    Deflater deflater = new Deflater();
    deflater.end();
  }

  private static void until(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
