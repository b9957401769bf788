package io.diag.e2e.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Idle until a word comes on its standard input, and then for some seconds as busy as no sampler
 * that was made for the idle time before can follow: {@code alloc} or {@code lock}. Says when it is
 * over, and how much it was.
 */
public final class Surging {
  /** With its header, and references of 4 bytes, 8 KiB. */
  private static final int CRATES = (8192 - 16) / 4;

  private static final long CRATE_BYTES = 8192;
  private static final long ALLOCATED_BYTES = 8L << 30;
  private static final long BYTES_A_SECOND = 2L << 30;

  private static final int THREADS = 60;
  private static final long HELD_NANOS = 2_000_000;
  private static final long CONTENDED_NANOS = 5_000_000_000L;

  static volatile Object sink;

  private Surging() {}

  /** Known by its name in the profile. */
  static final class Crate {
    private Crate() {}
  }

  /** What all wait for. */
  static final class Gate {
    private Gate() {}
  }

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    StringBuilder word = new StringBuilder();
    for (int c = System.in.read(); c >= 0; c = System.in.read()) {
      if (c != '\n') {
        word.append((char) c);
        continue;
      }
      long amount = word.toString().equals("alloc") ? surges() : contends();
      System.out.println(word + " " + amount);
      word.setLength(0);
    }
  }

  /** Returns the bytes allocated, at a steady rate: limits cut off the end of each second. */
  static long surges() {
    long start = System.nanoTime();
    long allocated = 0;
    while (allocated < ALLOCATED_BYTES) {
      long due = (long) ((System.nanoTime() - start) / 1e9 * BYTES_A_SECOND);
      for (; allocated < Math.min(due, ALLOCATED_BYTES); allocated += CRATE_BYTES) {
        sink = new Crate[CRATES];
      }
      LockSupport.parkNanos(1_000_000);
    }
    return allocated;
  }

  /** Returns for how many nanoseconds the threads waited together, by their own clocks. */
  static long contends() throws InterruptedException {
    Gate gate = new Gate();
    long[] waited = new long[THREADS];
    List<Thread> threads = new ArrayList<>();
    long end = System.nanoTime() + CONTENDED_NANOS;
    for (int i = 0; i < THREADS; i++) {
      int index = i;
      threads.add(new Thread(() -> waited[index] = waits(gate, end), "waiter-" + i));
    }
    threads.forEach(Thread::start);
    long sum = 0;
    for (int i = 0; i < THREADS; i++) {
      threads.get(i).join();
      sum += waited[i];
    }
    return sum;
  }

  private static long waits(Gate gate, long end) {
    long waited = 0;
    while (System.nanoTime() < end) {
      long before = System.nanoTime();
      synchronized (gate) {
        waited += System.nanoTime() - before;
        LockSupport.parkNanos(HELD_NANOS);
      }
      LockSupport.parkNanos(HELD_NANOS); // else who had it would have it again
    }
    return waited;
  }
}
