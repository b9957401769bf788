package io.diag.agent.os;

import java.io.IOException;
import java.util.List;

/**
 * Memory limit and usage of this process's control group, version 1 or 2. The limit in force is the
 * smallest from the own group up to the mount's root. Path and mount are joined as the kernel
 * describes in cgroups(7): what {@code /proc/self/cgroup} names is relative to the mount's own
 * root, which inside a container is not the hierarchy's.
 */
public final class CgroupMemory {
  /** Version 1 says "no limit" by a number near the largest; no machine has an exbibyte. */
  private static final long NO_LIMIT = 1L << 60;

  private final ProcFs files;
  private final String mount;
  private final String group;
  private final String limitFile;
  private final String usageFile;

  private CgroupMemory(ProcFs files, String mount, String group, boolean version2) {
    this.files = files;
    this.mount = mount;
    this.group = group;
    limitFile = version2 ? "memory.max" : "memory.limit_in_bytes";
    usageFile = version2 ? "memory.current" : "memory.usage_in_bytes";
  }

  /**
   * Finds the control group that accounts memory, or null where there is none.
   *
   * @throws IOException if {@code /proc} cannot be read
   */
  public static CgroupMemory find(ProcFs files) throws IOException {
    List<String> groups = files.lines("/proc/self/cgroup");
    List<String> mounts = files.lines("/proc/self/mountinfo");
    String path = groupPath(groups, "memory");
    if (path != null) {
      CgroupMemory first = locate(files, mounts, path, "cgroup", "memory");
      if (first != null) {
        return first;
      }
    }
    path = groupPath(groups, "");
    return path == null ? null : locate(files, mounts, path, "cgroup2", null);
  }

  /** The limit in bytes, or null when there is none. Reads a few small files. */
  public Long limitBytes() {
    Long smallest = null;
    for (String at = group; ; at = parent(at)) {
      Long limit = number(at, limitFile);
      if (limit != null && limit < NO_LIMIT && (smallest == null || limit < smallest)) {
        smallest = limit;
      }
      if (at.isEmpty()) {
        return smallest;
      }
    }
  }

  /** Bytes charged to the own group, page cache included, or null when it cannot be read. */
  public Long usageBytes() {
    return number(group, usageFile);
  }

  private Long number(String at, String file) {
    try {
      String text = files.read(mount + at + "/" + file).trim();
      return text.equals("max") ? null : Long.valueOf(text);
    } catch (IOException | NumberFormatException absent) {
      return null;
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The path of the group in the hierarchy with this controller; version 2 has none named. */
  private static String groupPath(List<String> groups, String controller) {
    for (String line : groups) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && ("," + parts[1] + ",").contains("," + controller + ",")) {
        return parts[2];
      }
    }
    return null;
  }

  private static CgroupMemory locate(
      ProcFs files, List<String> mounts, String path, String type, String option) {
    for (String line : mounts) {
      int dash = line.indexOf(" - ");
      if (dash < 0) {
        continue;
      }
      String[] left = line.substring(0, dash).split(" ");
      String[] right = line.substring(dash + 3).split(" ");
      boolean fits =
          left.length >= 5
              && right.length >= 3
              && right[0].equals(type)
              && (option == null || ("," + right[2] + ",").contains("," + option + ","));
      if (fits) {
        String root = left[3].equals("/") ? "" : left[3];
        String below = path.startsWith(root) ? path.substring(root.length()) : "";
        below = below.equals("/") || below.contains("..") ? "" : below;
        return new CgroupMemory(files, left[4], below, option == null);
      }
    }
    return null;
  }
}
