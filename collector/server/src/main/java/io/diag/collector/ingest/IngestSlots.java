package io.diag.collector.ingest;

import io.diag.collector.api.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many of something may happen at once, so that the memory they need together has a bound. Any
 * thread; {@link #with} blocks for a moment.
 */
final class IngestSlots {
  private final Semaphore free;
  private final long patienceMillis;

  IngestSlots(int count, long patienceMillis) {
    free = new Semaphore(count, true);
    this.patienceMillis = patienceMillis;
  }

  /** How many wait for a slot. */
  int waiting() {
    return free.getQueueLength();
  }

  /**
   * Does the work while holding a slot.
   *
   * @throws ProblemException with 503 if none became free in time; senders try that again
   */
  <T> T with(Supplier<T> work) {
    boolean taken = false;
    try {
      taken = free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw new ProblemException(
          503, "busy", "Too busy", "Too many items come in at once; send this one again later.");
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
