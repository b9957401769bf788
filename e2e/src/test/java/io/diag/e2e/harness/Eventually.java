package io.diag.e2e.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for a condition with a deadline; what was seen last is in the failure. */
public final class Eventually {
  private static final long POLL_MILLIS = 50;

  private Eventually() {}

  /** Repeats the question until the answer fits; a failure to answer counts as not yet. */
  public static <T> T eventually(
      String what, Duration deadline, Callable<T> question, Predicate<T> fits) {
    long end = System.nanoTime() + deadline.toNanos();
    Object last = "nothing";
    while (true) {
      try {
        T answer = question.call();
        if (fits.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (Exception notYet) {
        last = notYet;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within " + deadline.toSeconds() + " s: " + what + "; last seen: " + last);
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, interrupted);
      }
    }
  }
}
