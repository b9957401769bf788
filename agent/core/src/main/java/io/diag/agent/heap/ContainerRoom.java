package io.diag.agent.heap;

import io.diag.agent.os.CgroupMemory;
import io.diag.agent.os.KibibyteTable;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/**
 * What the container's memory limit leaves beside what this JVM holds for itself. The page cache
 * does not count, for the kernel gives it up. Any thread; reads a few small files.
 */
public final class ContainerRoom implements HelperProcess.MemoryRoom {
  private final ProcFs files;

  public ContainerRoom(ProcFs files) {
    this.files = files;
  }

  @Override
  public long bytes() {
    try {
      CgroupMemory memory = CgroupMemory.find(files);
      Long limit = memory == null ? null : memory.limitBytes();
      Long held = KibibyteTable.read(files, "proc/self/status").bytes("RssAnon");
      return limit == null || held == null ? -1 : Math.max(0, limit - held);
    } catch (IOException | RuntimeException unknown) {
      return -1;
    }
  }
}
