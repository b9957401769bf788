package io.diag.agent.os;

import java.io.IOException;
import java.util.List;

/**
 * This process's control group in the hierarchy with one controller, version 1 or 2. Path and mount
 * are joined as the kernel describes in cgroups(7): what {@code /proc/self/cgroup} names is
 * relative to the mount's own root, which inside a container is not the hierarchy's.
 */
public final class Cgroup {
  private final ProcFs files;
  private final String mount;
  private final String group;
  private final boolean version2;

  private Cgroup(ProcFs files, String mount, String group, boolean version2) {
    this.files = files;
    this.mount = mount;
    this.group = group;
    this.version2 = version2;
  }

  /**
   * Finds the group, or null where there is none.
   *
   * @param controller of version 1, as in {@code memory} or {@code cpu}
   * @throws IOException if {@code /proc} cannot be read
   */
  public static Cgroup find(ProcFs files, String controller) throws IOException {
    List<String> groups = files.lines("/proc/self/cgroup");
    List<String> mounts = files.lines("/proc/self/mountinfo");
    String path = groupPath(groups, controller);
    if (path != null) {
      Cgroup first = locate(files, mounts, path, "cgroup", controller);
      if (first != null) {
        return first;
      }
    }
    path = groupPath(groups, "");
    return path == null ? null : locate(files, mounts, path, "cgroup2", null);
  }

  public boolean isVersion2() {
    return version2;
  }

  /** The group above, or null at the root of the mount. */
  public Cgroup parent() {
    return group.isEmpty()
        ? null
        : new Cgroup(
            files, mount, group.substring(0, Math.max(0, group.lastIndexOf('/'))), version2);
  }

  /** A file's text without white space around it, or null when it cannot be read. */
  public String text(String file) {
    try {
      return files.read(mount + group + "/" + file).trim();
    } catch (IOException absent) {
      return null;
    }
  }

  /** The number a file holds, or null when it holds none, as {@code max}. */
  public Long number(String file) {
    return parsed(text(file));
  }

  /** The number in the line {@code field N} of a file, or null when there is none. */
  public Long field(String file, String field) {
    return fieldOf(text(file), field);
  }

  /** As {@link #field}, of a file's text that was read already; null for null. */
  static Long fieldOf(String text, String field) {
    if (text == null) {
      return null;
    }
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(field) && line.startsWith(" ", field.length())) {
        return parsed(line.substring(field.length() + 1).trim());
      }
    }
    return null;
  }

  static Long parsed(String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
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

  private static Cgroup locate(
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
        return new Cgroup(files, left[4], below, option == null);
      }
    }
    return null;
  }
}
