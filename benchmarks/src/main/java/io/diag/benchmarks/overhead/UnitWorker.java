package io.diag.benchmarks.overhead;

/** A thread that does the same piece of work over and over, so many calls deep, and counts. */
final class UnitWorker implements AutoCloseable {
  /** As much as fits the caches next to a core: whoever interrupts pushes some of it out. */
  private static final int LONGS = 16 << 10;

  private static final int STEPS = 4_000;

  private final long[] memory = new long[LONGS];
  private final Thread thread;
  private volatile long units;
  private volatile boolean ended;

  private UnitWorker(int frames) {
    thread = new Thread(() -> work(frames), "worker");
    thread.setDaemon(true);
  }

  static UnitWorker start(int frames) {
    UnitWorker worker = new UnitWorker(frames);
    worker.thread.start();
    return worker;
  }

  Thread thread() {
    return thread;
  }

  /** How many were done since the start. */
  long units() {
    return units;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(int frames) {
    if (frames > 0) {
      work(frames - 1);
      return;
    }
    long at = 1;
    for (long done = 1; !ended; done++) {
      for (int i = 0; i < STEPS; i++) {
        at = at * 6364136223846793005L + 1442695040888963407L;
        memory[(int) (at >>> 50)] += at;
      }
      units = done;
    }
  }
}
