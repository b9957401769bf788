package io.diag.agent.machine;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.CgroupCpu;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** CPU quota of the control group that holds this JVM, and how often it was used up. */
public final class CgroupCpuReading implements Reading {
  private final ProcFs files;
  private CgroupCpu cgroup;

  public CgroupCpuReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "cgroup-cpu";
  }

  @Override
  public void read(PointList points) throws IOException {
    if (cgroup == null) {
      cgroup = CgroupCpu.find(files);
      if (cgroup == null) {
        throw new IOException("this process is in no control group that shares out CPU time");
      }
    }
    CgroupCpu.Usage usage = cgroup.read();
    if (usage.quotaCores() != null) {
      points.add("diag.cgroup.cpu.quota", "1", usage.quotaCores());
    }
    if (usage.periods() != null) {
      points.add("diag.cgroup.cpu.periods", "{period}", (double) usage.periods());
    }
    if (usage.throttledPeriods() != null) {
      points.add(
          "diag.cgroup.cpu.throttled.periods", "{period}", (double) usage.throttledPeriods());
    }
    if (usage.throttledNanos() != null) {
      points.add("diag.cgroup.cpu.throttled.time", "s", usage.throttledNanos() / 1e9);
    }
  }
}
