package io.diag.bootstrap;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Called by the JDK's selectors, before and after each select, while the probe is armed. Does
 * nothing while nobody listens.
 */
public final class SelectorWaits {
  private static final int TOKEN_BITS = 8;
  private static final int ARMING_MASK = (1 << 22) - 1;

  /** Numbers go on when another agent comes: a loop is never taken for an older one. */
  private static final AtomicLong IDS = new AtomicLong();

  private static volatile LoopTable sink;
  private static int armings;

  private SelectorWaits() {}

  /**
   * Which agents these classes work with; see the package. A method, since a constant is copied.
   */
  public static int version() {
    return 1;
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
   * @param timeout as the JDK's selectors have it within: 0 does not block, below 0 has no end
   * @return what {@link #leave} needs
   */
  public static int enter(Selector selector, long timeout) {
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
  public static void leave(int token, Selector selector) {
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
