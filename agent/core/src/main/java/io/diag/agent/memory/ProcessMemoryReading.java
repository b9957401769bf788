package io.diag.agent.memory;

import io.diag.agent.os.KibibyteTable;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** What the kernel counts as this process's memory, by kind of page, and the machine's memory. */
public final class ProcessMemoryReading implements Reading {
  private final ProcFs files;
  private long filelessBytes = -1;

  public ProcessMemoryReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "rss";
  }

  @Override
  public void read(PointList points) throws IOException {
    KibibyteTable status = KibibyteTable.read(files, "/proc/self/status");
    points.bytes("diag.process.rss", status.requiredBytes("VmRSS"));
    Long anonymous = status.bytes("RssAnon");
    known(points, "diag.process.rss.anon", anonymous);
    known(points, "diag.process.rss.file", status.bytes("RssFile"));
    Long shared = status.bytes("RssShmem");
    known(points, "diag.process.rss.shmem", shared);
    filelessBytes = anonymous == null || shared == null ? -1 : anonymous + shared;
    known(points, "diag.process.swap", status.bytes("VmSwap"));
    KibibyteTable machine = KibibyteTable.read(files, "/proc/meminfo");
    points.bytes("diag.machine.memory.total", machine.requiredBytes("MemTotal"));
    known(points, "diag.machine.memory.available", machine.bytes("MemAvailable"));
  }

  /** The part that belongs to no file, as it was read last; negative where it is not known. */
  public long filelessBytes() {
    return filelessBytes;
  }

  private static void known(PointList points, String name, Long bytes) {
    if (bytes != null) {
      points.bytes(name, bytes);
    }
  }
}
