package io.diag.agent.machine;

import io.diag.agent.memory.PointList;
import io.diag.agent.memory.Reading;
import io.diag.agent.os.ProcFs;
import java.io.IOException;

/** Open file descriptors of this process and how many it may have. */
public final class DescriptorReading implements Reading {
  private static final String FOLDER = "/proc/self/fd";
  private static final String LIMIT = "Max open files";

  private final ProcFs files;
  private Boolean sized;

  public DescriptorReading(ProcFs files) {
    this.files = files;
  }

  @Override
  public String name() {
    return "fds";
  }

  @Override
  public void read(PointList points) throws IOException {
    if (sized == null) {
      sized = sizeIsCount();
    }
    // A listing opens one more for itself.
    long open = sized ? files.length(FOLDER) : files.count(FOLDER) - 1L;
    points.add("diag.process.fds", "{fd}", (double) open);
    Long limit = softLimit();
    if (limit != null) {
      points.add("diag.process.fds.limit", "{fd}", (double) limit);
    }
  }

  /** From Linux 6.2 the folder's size is the number of its entries; before, it was 0. */
  private boolean sizeIsCount() throws IOException {
    String[] release = files.read("/proc/sys/kernel/osrelease").trim().split("[.-]", 3);
    try {
      int major = Integer.parseInt(release[0]);
      return major > 6 || (major == 6 && Integer.parseInt(release[1]) >= 2);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException unheardOf) {
      return false;
    }
  }

  /** Null when there is none. */
  private Long softLimit() throws IOException {
    for (String line : files.lines("/proc/self/limits")) {
      if (line.startsWith(LIMIT)) {
        String soft = line.substring(LIMIT.length()).trim().split(" +", 2)[0];
        try {
          return Long.valueOf(soft);
        } catch (NumberFormatException unlimited) {
          return null;
        }
      }
    }
    return null;
  }
}
