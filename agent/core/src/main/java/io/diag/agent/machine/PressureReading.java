package io.diag.agent.machine;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** For how long somebody on this machine had to wait for CPU, memory or disk. */
public final class PressureReading implements Reading {
  private static final String[] RESOURCES = {"cpu", "memory", "io"};
  private static final String TOTAL = "total=";

  private final ProcFs files;

  public PressureReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "pressure";
  }

  @Override
  public void read(PointList points) throws IOException {
    for (String resource : RESOURCES) {
      points.add(
          "diag.machine.pressure.time",
          "s",
          PointList.label("diag.resource", resource),
          someMicros(resource) / 1e6);
    }
  }

  private long someMicros(String resource) throws IOException {
    String path = "/proc/pressure/" + resource;
    for (String line : files.lines(path)) {
      int total = line.indexOf(TOTAL);
      if (line.startsWith("some ") && total > 0) {
        try {
          return Long.parseLong(line.substring(total + TOTAL.length()).trim());
        } catch (NumberFormatException malformed) {
          throw new IOException(path + " has '" + line + "'", malformed);
        }
      }
    }
    throw new IOException(path + " tells no total");
  }
}
