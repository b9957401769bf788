package io.diag.e2e.subject;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that does on a word from its standard input a known amount of one thing, and
 * prints how much it was: {@code alloc}, {@code lock}, {@code wall}, {@code native}, {@code live}.
 */
public final class Measured {
  /** 8 MiB each: so large that the chance to miss one in sampling is below one in a thousand. */
  public static final int PARCEL_BYTES = 8 << 20;

  public static final int PARCELS = 60;
  public static final int LIVE_PARCELS = 5;
  public static final int NATIVE_BYTES = 1 << 20;
  public static final int NATIVE_KEPT = 24;

  private static final long HELD_MILLIS = 20;
  private static final int TURNS = 100;
  private static final int SLEEPERS = 8;

  static volatile Object sink;

  private static final List<Object> KEPT = new ArrayList<>();

  /** Known by its name in the profile. */
  static final class Parcel {
    private Parcel() {}
  }

  private Measured() {}

  public static void main(String[] args) throws Exception {
    System.out.println("ready");
    StringBuilder word = new StringBuilder();
    for (int c = System.in.read(); c >= 0; c = System.in.read()) {
      if (c != '\n') {
        word.append((char) c);
        continue;
      }
      System.out.println(word + " " + run(word.toString()));
      word.setLength(0);
    }
  }

  private static long run(String what) throws Exception {
    return switch (what) {
      case "alloc" -> alloc();
      case "lock" -> lock();
      case "wall" -> wall();
      case "native" -> nativeMemory();
      case "live" -> live();
      default -> throw new IllegalArgumentException(what);
    };
  }

  /** Returns the bytes of the parcels, headers included. */
  private static long alloc() throws InterruptedException {
    for (int i = 0; i < PARCELS; i++) {
      sink = parcels();
      Thread.sleep(20);
    }
    return (long) PARCELS * PARCEL_BYTES;
  }

  /** With the header of 16 bytes, and references of 4 bytes, 8 MiB. */
  private static Parcel[] parcels() {
    return new Parcel[(PARCEL_BYTES - 16) / 4];
  }

  /** Returns for how many nanoseconds the second thread waited, by its own clock. */
  private static long lock() throws InterruptedException {
    Object lock = new Object();
    long[] waited = new long[1];
    for (int turn = 0; turn < TURNS; turn++) {
      Thread waiter;
      synchronized (lock) {
        waiter = new Thread(() -> waited[0] += awaited(lock), "waiter");
        waiter.start();
        while (waiter.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
        Thread.sleep(HELD_MILLIS);
      }
      waiter.join();
    }
    return waited[0];
  }

  private static long awaited(Object lock) {
    long start = System.nanoTime();
    synchronized (lock) {
      return System.nanoTime() - start;
    }
  }

  /**
   * Returns the share of time asleep, in thousandths, of several threads: one alone is sampled too
   * rarely to tell it within a few percent.
   */
  private static long wall() throws InterruptedException {
    LongAdder asleep = new LongAdder();
    LongAdder lived = new LongAdder();
    List<Thread> sleepers = new ArrayList<>();
    for (int i = 0; i < SLEEPERS; i++) {
      sleepers.add(new Thread(() -> sleepAndWork(asleep, lived), "sleeper"));
    }
    sleepers.forEach(Thread::start);
    for (Thread sleeper : sleepers) {
      sleeper.join();
    }
    return 1000 * asleep.sum() / lived.sum();
  }

  private static void sleepAndWork(LongAdder asleep, LongAdder lived) {
    long start = System.nanoTime();
    long end = start + 20_000_000_000L;
    while (System.nanoTime() < end) {
      long before = System.nanoTime();
      nap();
      asleep.add(System.nanoTime() - before);
      burn();
    }
    lived.add(System.nanoTime() - start);
  }

  private static void nap() {
    LockSupport.parkNanos(90_000_000);
  }

  private static void burn() {
    long end = System.nanoTime() + 10_000_000;
    long x = 1;
    while (System.nanoTime() < end) {
      x = x * 6364136223846793005L + 1442695040888963407L;
    }
    sink = x;
  }

  /** Takes memory and gives half of it back; returns the bytes that stay. */
  private static long nativeMemory() throws ReflectiveOperationException {
    // By reflection, since the compiler warns of this class whatever one says.
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Object unsafe = field.get(null);
    Method take = type.getMethod("allocateMemory", long.class);
    Method give = type.getMethod("freeMemory", long.class);
    for (int i = 0; i < NATIVE_KEPT; i++) {
      take.invoke(unsafe, (long) NATIVE_BYTES);
      give.invoke(unsafe, take.invoke(unsafe, (long) NATIVE_BYTES));
    }
    return (long) NATIVE_KEPT * NATIVE_BYTES;
  }

  /** Makes twice as many parcels as it keeps; returns the bytes that stay reachable. */
  private static long live() {
    for (int i = 0; i < LIVE_PARCELS; i++) {
      KEPT.add(parcels());
      sink = parcels();
    }
    sink = null;
    System.gc();
    return (long) LIVE_PARCELS * PARCEL_BYTES;
  }
}
