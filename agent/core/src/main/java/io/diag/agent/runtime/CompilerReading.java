package io.diag.agent.runtime;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Time the just-in-time compilers were at work. */
public final class CompilerReading implements Reading {
  @Override
  public String name() {
    return "compiler";
  }

  @Override
  public void read(PointList points) throws IOException {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler == null || !compiler.isCompilationTimeMonitoringSupported()) {
      throw new IOException("this JVM does not tell how long it compiles");
    }
    points.add("diag.jvm.compiler.time", "s", compiler.getTotalCompilationTime() / 1e3);
  }
}
