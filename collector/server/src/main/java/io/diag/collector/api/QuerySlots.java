package io.diag.collector.api;

import io.diag.collector.query.TooLargeException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many large queries run at once. Any thread; {@link #with} blocks. */
final class QuerySlots {
  /** Each may hold tens of megabytes. */
  private static final int QUERIES_AT_ONCE = 4;

  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore free = new Semaphore(QUERIES_AT_ONCE, true);

  /** How many wait for their turn. Any thread. */
  int waiting() {
    return free.getQueueLength();
  }

  /**
   * @throws ProblemException with 503 if none became free in time, or 422 if the answer is too
   *     large
   */
  <T> T with(Supplier<T> query) {
    boolean taken = false;
    try {
      taken = free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!taken) {
        throw new ProblemException(
            503, "busy", "Too busy", "Too many queries run at once; ask again later.");
      }
      return query.get();
    } catch (TooLargeException e) {
      throw new ProblemException(
          422, "answer-too-large", "Answer too large", "There are " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(503, "stopping", "Stopping", "The collector is being stopped.");
    } finally {
      if (taken) {
        free.release();
      }
    }
  }
}
