package io.diag.agent.machine;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** The machine's load average of the last minute. */
public final class LoadReading implements Reading {
  private final ProcFs files;

  public LoadReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "load";
  }

  @Override
  public void read(PointList points) throws IOException {
    String text = files.read("/proc/loadavg").trim();
    try {
      points.add("diag.machine.load", "1", Double.parseDouble(text.split(" ", 2)[0]));
    } catch (NumberFormatException malformed) {
      throw new IOException("/proc/loadavg has '" + text + "'", malformed);
    }
  }
}
