package io.diag.agent.memory;

import io.diag.agent.os.CgroupMemory;
import io.diag.agent.os.ProcFs;
import java.io.IOException;
import java.util.Map;

/** Memory of the control group that holds this JVM: limit, usage, swap, and what ran short. */
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
    Long swap = cgroup.swapBytes();
    if (swap != null) {
      points.bytes("diag.cgroup.memory.swap", swap);
    }
    for (Map.Entry<String, Long> event : cgroup.events().entrySet()) {
      points.add(
          "diag.cgroup.memory.events",
          "{event}",
          PointList.label("diag.event", event.getKey()),
          (double) event.getValue());
    }
  }
}
