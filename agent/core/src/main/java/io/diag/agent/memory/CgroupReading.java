package io.diag.agent.memory;

import io.diag.agent.os.CgroupMemory;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** Limit and usage of the control group that holds this JVM. */
public final class CgroupReading implements Reading {
  private final ProcFs files;
  private CgroupMemory cgroup;

  public CgroupReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "cgroup";
  }

  @Override
  public void read(PointList points) throws IOException {
    if (cgroup == null) {
      cgroup = CgroupMemory.find(files);
      if (cgroup == null) {
        throw new IOException("this process is in no control group that accounts memory");
      }
    }
    Long limit = cgroup.limitBytes();
    if (limit != null) {
      points.bytes("diag.cgroup.memory.limit", limit);
    }
    Long usage = cgroup.usageBytes();
    if (usage != null) {
      points.bytes("diag.cgroup.memory.usage", usage);
    }
  }
}
