package io.diag.e2e.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Keeps its heap full to a given share and goes on allocating. */
public final class Brimful {
  private static final int PIECE = 100_000;

  /** A breath between allocations: collections take a good part of the time, and not all of it. */
  private static final long PAUSE_NANOS = 2_000_000;

  /** Kept in sight so that no compiler leaves the allocation out. */
  static volatile byte[] sink;

  private static final List<byte[]> KEPT = new ArrayList<>();

  private Brimful() {}

  /**
   * @param args the share of the heap to keep, in percent
   */
  public static void main(String[] args) {
    long keep = Runtime.getRuntime().maxMemory() * Integer.parseInt(args[0]) / 100;
    for (long kept = 0; kept < keep; kept += PIECE) {
      KEPT.add(new byte[PIECE]);
    }
    System.out.println("ready " + KEPT.size());
    while (true) {
      try {
        for (int i = 0; i < 100; i++) {
          sink = new byte[PIECE / 10];
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (OutOfMemoryError full) {
        KEPT.remove(KEPT.size() - 1);
      }
    }
  }
}
