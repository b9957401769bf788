package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import java.lang.management.ManagementFactory;

/** How long this JVM has run. */
public final class UptimeReading implements Reading {
  @Override
  public String name() {
    return "uptime";
  }

  @Override
  public void read(PointList points) {
    points.add("process.uptime", "s", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
  }
}
