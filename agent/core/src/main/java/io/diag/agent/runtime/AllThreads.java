package io.diag.agent.runtime;

import java.util.Arrays;

/** The platform threads of the JVM, in an array that is used again. Not thread-safe. */
public final class AllThreads {
  /** Threads that start in between must have room. */
  private static final int SPARE = 16;

  private Thread[] threads = new Thread[SPARE];
  private int found;

  /** Lists them anew, those that are alive; returns how many they are. Does not wait. */
  public int find() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    found = root.enumerate(threads, /* recurse= */ true);
    while (found == threads.length) {
      Arrays.fill(threads, null);
      threads = new Thread[2 * found];
      found = root.enumerate(threads, /* recurse= */ true);
    }
    return found;
  }

  /** One of those that were found last. */
  public Thread get(int index) {
    return threads[index];
  }

  /** Lets go of all: a thread that has ended must not be kept by us. */
  public void forget() {
    Arrays.fill(threads, 0, found, null);
    found = 0;
  }
}
