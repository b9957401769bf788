package io.diag.agent.memory;

import io.diag.agent.os.ProcessMemory;
import java.io.IOException;

/** Resident set size of the process, and the machine's memory. */
public final class ProcessMemoryReading implements Reading {
  private final ProcessMemory memory;

  public ProcessMemoryReading(ProcessMemory memory) {
    this.memory = memory;
  }

  @Override
  public String name() {
    return "rss";
  }

  @Override
  public void read(PointList points) throws IOException {
    points.bytes("diag.process.rss", memory.rssBytes());
    points.bytes("diag.machine.memory.total", memory.machineBytes());
  }
}
