package io.diag.agent.ship;

/** Brings what the spool holds to a collector. */
public interface Sender {
  /**
   * Starts sending unless that is under way or the pause after a failure is not over. Any thread;
   * does not block. Called with every reading, so a pause ends at the next one.
   */
  void kick();

  /** Says hello again before the next item, since what it says has changed. Any thread. */
  void announce();

  /** Whether somebody looks at this JVM, by the collector's last answer. Any thread. */
  boolean watched();

  /** Bodies of items and hellos as they were sent, in bytes, repeats included. Any thread. */
  long sentBytes();

  /** Why nothing gets through, or null while all is well. Any thread. */
  String trouble();

  /**
   * Waits until the first try has succeeded or failed.
   *
   * @throws InterruptedException if interrupted
   */
  void awaitFirstContact(long millis) throws InterruptedException;

  /**
   * Ends the sending. If the collector answered last time, what still waits is sent first, for at
   * most the given time; if it was not heard of yet, a moment is given to it; else nothing.
   */
  void stop(long patienceMillis);
}
