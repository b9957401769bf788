package io.diag.e2e.subject;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/**
 * An application of which everything is known: it spends three parts of its CPU time in {@link #a}
 * and one in {@link #b}, holds a direct buffer of 7,000,001 bytes, and has 13 named threads.
 */
public final class Oracle {
  public static final int DIRECT_BYTES = 7_000_001;
  public static final int THREADS = 13;

  /** Some 30 ms: with many samples in each turn, chance decides only those at its ends. */
  private static final long UNIT = 20_000_000;

  /** Kept in sight so that no compiler leaves the work out. */
  static volatile long sink;

  private static ByteBuffer buffer;

  private Oracle() {}

  public static void main(String[] args) throws InterruptedException {
    buffer = ByteBuffer.allocateDirect(DIRECT_BYTES);
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      new Thread(
              () -> {
                try {
                  never.await();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              },
              "oracle-" + i)
          .start();
    }
    System.out.println("ready " + buffer.capacity());
    while (true) {
      a();
      b();
    }
  }

  static void a() {
    sink = burn(3 * UNIT);
  }

  static void b() {
    sink = burn(UNIT);
  }

  /** The same work for the same number: a chain that no compiler can shorten. */
  private static long burn(long rounds) {
    long x = rounds;
    for (long i = 0; i < rounds; i++) {
      x = x * 6364136223846793005L + 1442695040888963407L;
      x ^= x >>> 29;
    }
    return x;
  }
}
