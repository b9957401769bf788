package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;

/** Classes of this JVM, the agent's among them. */
public final class ClassReading implements Reading {
  private static final String UNIT = "{class}";

  @Override
  public String name() {
    return "classes";
  }

  @Override
  public void read(PointList points) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    points.add("jvm.class.count", UNIT, classes.getLoadedClassCount());
    points.add("jvm.class.loaded", UNIT, (double) classes.getTotalLoadedClassCount());
    points.add("jvm.class.unloaded", UNIT, (double) classes.getUnloadedClassCount());
  }
}
