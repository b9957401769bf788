package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import java.util.Arrays;

/**
 * Platform threads by state. Each thread's state is one field to read; the management bean would
 * make an object for each thread to tell the same.
 */
public final class ThreadStateReading implements Reading {
  /** Threads that start in between must have room. */
  private static final int SPARE = 16;

  private Thread[] threads = new Thread[SPARE];

  @Override
  public String name() {
    return "thread-states";
  }

  @Override
  public void read(PointList points) {
    int runnable = 0;
    int blocked = 0;
    int waiting = 0;
    int timedWaiting = 0;
    int found = find();
    for (int i = 0; i < found; i++) {
      switch (threads[i].getState()) {
        case RUNNABLE:
          runnable++;
          break;
        case BLOCKED:
          blocked++;
          break;
        case WAITING:
          waiting++;
          break;
        case TIMED_WAITING:
          timedWaiting++;
          break;
        default: // not started yet, or ended meanwhile
          break;
      }
    }
    // a thread that has ended must not be kept by us
    Arrays.fill(threads, 0, found, null);
    add(points, "runnable", runnable);
    add(points, "blocked", blocked);
    add(points, "waiting", waiting);
    add(points, "timed_waiting", timedWaiting);
  }

  private static void add(PointList points, String state, int count) {
    points.add("diag.jvm.threads", "{thread}", PointList.label("jvm.thread.state", state), count);
  }

  private int find() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    int found = root.enumerate(threads, /* recurse= */ true);
    while (found == threads.length) {
      Arrays.fill(threads, null);
      threads = new Thread[2 * found];
      found = root.enumerate(threads, /* recurse= */ true);
    }
    return found;
  }
}
