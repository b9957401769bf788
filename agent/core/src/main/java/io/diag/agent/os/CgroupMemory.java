package io.diag.agent.os;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Memory of this process's control group, version 1 or 2. The limit in force is the smallest from
 * the own group up to the mount's root.
 */
public final class CgroupMemory {
  /** Version 1 says "no limit" by a number near the largest; no machine has an exbibyte. */
  private static final long NO_LIMIT = 1L << 60;

  private final Cgroup group;

  private CgroupMemory(Cgroup group) {
    this.group = group;
  }

  /**
   * Finds the control group that accounts memory, or null where there is none.
   *
   * @throws IOException if {@code /proc} cannot be read
   */
  public static CgroupMemory find(ProcFs files) throws IOException {
    Cgroup group = Cgroup.find(files, "memory");
    return group == null ? null : new CgroupMemory(group);
  }

  /** The limit in bytes, or null when there is none. Reads a few small files. */
  public Long limitBytes() {
    Long smallest = null;
    for (Cgroup at = group; at != null; at = at.parent()) {
      Long limit = at.number(group.isVersion2() ? "memory.max" : "memory.limit_in_bytes");
      if (limit != null && limit < NO_LIMIT && (smallest == null || limit < smallest)) {
        smallest = limit;
      }
    }
    return smallest;
  }

  /** Bytes charged to the own group, page cache included, or null when it cannot be read. */
  public Long usageBytes() {
    return group.number(group.isVersion2() ? "memory.current" : "memory.usage_in_bytes");
  }

  /** Bytes the own group has in swap, or null when that is not accounted. */
  public Long swapBytes() {
    if (group.isVersion2()) {
      return group.number("memory.swap.current");
    }
    Long both = group.number("memory.memsw.usage_in_bytes");
    Long memory = usageBytes();
    return both == null || memory == null ? null : (Long) Math.max(0, both - memory);
  }

  /**
   * How often it happened since the own group was made: {@code max} (more memory was asked for than
   * the limit allows, and some had to be reclaimed), {@code oom} (reclaiming was not enough),
   * {@code oom_kill} (a process was killed). What the kernel does not tell is not in it.
   */
  public Map<String, Long> events() {
    Map<String, Long> events = new LinkedHashMap<>();
    if (group.isVersion2()) {
      String text = group.text("memory.events");
      put(events, "max", Cgroup.fieldOf(text, "max"));
      put(events, "oom", Cgroup.fieldOf(text, "oom"));
      put(events, "oom_kill", Cgroup.fieldOf(text, "oom_kill"));
    } else {
      put(events, "max", group.number("memory.failcnt"));
      put(events, "oom_kill", group.field("memory.oom_control", "oom_kill"));
    }
    return events;
  }

  private static void put(Map<String, Long> events, String event, Long count) {
    if (count != null) {
      events.put(event, count);
    }
  }
}
