package io.diag.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Called by the JDK's selectors and by native transports, before and after each wait, while the
 * probe is armed. Does nothing while nobody listens.
 */
public final class LoopWaits {
  private static final int TOKEN_BITS = 8;
  private static final int ARMING_MASK = (1 << 22) - 1;

  /** Numbers go on when another agent comes: a loop is never taken for an older one. */
  private static final AtomicLong IDS = new AtomicLong();

  private static volatile LoopTable sink;
  private static int armings;

  private LoopWaits() {}

  /**
   * Which agents these classes work with; see the package. A method, since a constant is copied.
   */
  public static int version() {
    return 2;
  }

  /** Begins to count into a new table. The agent's threads. */
  public static synchronized LoopTable arm() {
    armings = (armings + 1) & ARMING_MASK;
    LoopTable table = new LoopTable(IDS, armings);
    sink = table;
    return table;
  }

  /** Counts no more, and lets go of the table. The agent's threads. */
  public static synchronized void disarm() {
    sink = null;
  }

  /**
   * @param selector what is waited on, always the same object for one loop
   * @param timeout 0 does not block
   * @return what {@link #leave} needs
   */
  public static int enter(Object selector, long timeout) {
    LoopTable to = sink;
    if (to == null) {
      return LoopTable.NOT_COUNTED;
    }
    try {
      int place = to.enter(selector, Thread.currentThread(), timeout != 0, System.nanoTime());
      return place < 0 ? place : to.arming() << TOKEN_BITS | place;
    } catch (Throwable notCounted) {
      return LoopTable.NOT_COUNTED; // the stack is at its end
    }
  }

  /**
   * @param token from {@link #enter}; one that was made for another table is left alone
   */
  public static void leave(int token, Object selector) {
    LoopTable to = sink;
    if (token < 0 || to == null || token >>> TOKEN_BITS != to.arming()) {
      return;
    }
    try {
      int place = token & (LoopTable.PLACES - 1);
      to.leave(place, selector, Thread.currentThread(), System.nanoTime());
    } catch (Throwable notCounted) {
      // as above
    }
  }
}
