package io.diag.agent.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How many platform threads are alive, were at most, and ever were. Our own are among them. */
public final class ThreadReading implements Reading {
  @Override
  public String name() {
    return "threads";
  }

  @Override
  public void read(PointList points) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int daemons = threads.getDaemonThreadCount();
    int others = Math.max(0, threads.getThreadCount() - daemons);
    points.add(
        "jvm.thread.count", "{thread}", PointList.label("jvm.thread.daemon", "true"), daemons);
    points.add(
        "jvm.thread.count", "{thread}", PointList.label("jvm.thread.daemon", "false"), others);
    points.add("diag.jvm.threads.peak", "{thread}", threads.getPeakThreadCount());
    points.add(
        "diag.jvm.threads.started", "{thread}", (double) threads.getTotalStartedThreadCount());
  }
}
