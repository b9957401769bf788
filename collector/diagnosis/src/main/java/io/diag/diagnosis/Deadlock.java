package io.diag.diagnosis;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Threads that wait for each other in a circle, or did. Immutable. */
public final class Deadlock {
  private final String id;
  private final long sinceMillis;
  private final List<WaitingThread> threads;

  private Deadlock(String id, long sinceMillis, List<WaitingThread> threads) {
    this.id = Objects.requireNonNull(id, "id");
    this.sinceMillis = sinceMillis;
    this.threads = Lists.copy(threads);
  }

  /**
   * @param id what tells this circle from others of the same JVM
   * @param sinceMillis when it was seen first, by the clock of whoever judges
   * @param threads each waits for a lock that the next one holds, the last for one of the first
   */
  public static Deadlock of(String id, long sinceMillis, List<WaitingThread> threads) {
    if (threads.isEmpty()) {
      throw new IllegalArgumentException("a circle has threads");
    }
    return new Deadlock(id, sinceMillis, threads);
  }

  /** One that was resolved. */
  public static Deadlock gone(String id) {
    return new Deadlock(id, 0, Collections.<WaitingThread>emptyList());
  }

  public String id() {
    return id;
  }

  public long sinceMillis() {
    return sinceMillis;
  }

  /** Empty when it is gone. */
  public List<WaitingThread> threads() {
    return threads;
  }

  public boolean isGone() {
    return threads.isEmpty();
  }
}
