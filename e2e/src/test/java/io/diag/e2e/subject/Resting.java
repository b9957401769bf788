package io.diag.e2e.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Works for two seconds, keeps a known number of bytes, has the heap collected, and rests. */
public final class Resting {
  public static final long KEPT_BYTES = 128L << 20;

  private static final int PIECE_BYTES = 64 << 10;
  private static final int HEADER_BYTES = 16;

  static volatile Object sink;

  private static final List<byte[]> KEPT = new ArrayList<>();

  private Resting() {}

  public static void main(String[] args) throws InterruptedException {
    long end = System.nanoTime() + 2_000_000_000L;
    long x = 0;
    while (System.nanoTime() < end) {
      x = x * 31 + end;
    }
    sink = x;
    for (long kept = 0; kept < KEPT_BYTES; kept += PIECE_BYTES) {
      KEPT.add(new byte[PIECE_BYTES - HEADER_BYTES]);
      sink = new byte[PIECE_BYTES - HEADER_BYTES];
    }
    sink = null;
    System.gc();
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
