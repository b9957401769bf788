package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;

/**
 * Platform threads by state. Each thread's state is one field to read; the management bean would
 * make an object for each thread to tell the same.
 */
public final class ThreadStateReading implements Reading {
  private final AllThreads threads = new AllThreads();

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
    int found = threads.find();
    for (int i = 0; i < found; i++) {
      switch (threads.get(i).getState()) {
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
    threads.forget();
    add(points, "runnable", runnable);
    add(points, "blocked", blocked);
    add(points, "waiting", waiting);
    add(points, "timed_waiting", timedWaiting);
  }

  private static void add(PointList points, String state, int count) {
    points.add("diag.jvm.threads", "{thread}", PointList.label("jvm.thread.state", state), count);
  }
}
