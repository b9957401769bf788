package io.diag.collector.jfr;

import java.util.BitSet;

/**
 * The JDK lets a thread's first allocation sample stand for everything the thread has allocated
 * since it started, however long before the recording that was. Where a recording begins those are
 * to be left out: what little they stand for within it is lost, what they invent is not told.
 */
final class FirstAllocations {
  private final boolean recordingBegins;
  private final BitSet met = new BitSet();

  FirstAllocations(boolean recordingBegins) {
    this.recordingBegins = recordingBegins;
  }

  /** Whether the sample of this thread that is read now has to be left out. */
  boolean leavesOut(int thread) {
    boolean first = recordingBegins && !met.get(thread);
    met.set(thread);
    return first;
  }
}
