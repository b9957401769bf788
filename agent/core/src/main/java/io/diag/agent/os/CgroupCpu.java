package io.diag.agent.os;

import java.io.IOException;

/**
 * How much CPU this process's control group may use, version 1 or 2. The quota in force is the
 * smallest from the own group up to the mount's root, and the throttling that of the group that has
 * it.
 */
public final class CgroupCpu {
  private final Cgroup group;

  private CgroupCpu(Cgroup group) {
    this.group = group;
  }

  /**
   * Finds the control group that shares out CPU time, or null where there is none.
   *
   * @throws IOException if {@code /proc} cannot be read
   */
  public static CgroupCpu find(ProcFs files) throws IOException {
    Cgroup group = Cgroup.find(files, "cpu");
    return group == null ? null : new CgroupCpu(group);
  }

  /** What is known at one moment; null where it is not. */
  public static final class Usage {
    private final Double quotaCores;
    private final Long periods;
    private final Long throttledPeriods;
    private final Long throttledNanos;

    private Usage(Double quotaCores, String stat, boolean version2) {
      this.quotaCores = quotaCores;
      periods = Cgroup.fieldOf(stat, "nr_periods");
      throttledPeriods = Cgroup.fieldOf(stat, "nr_throttled");
      Long throttled = Cgroup.fieldOf(stat, version2 ? "throttled_usec" : "throttled_time");
      throttledNanos = throttled == null || !version2 ? throttled : (Long) (throttled * 1_000);
    }

    /** Null when there is no quota. */
    public Double quotaCores() {
      return quotaCores;
    }

    /** Spans of time for which a quota was given out. */
    public Long periods() {
      return periods;
    }

    /** Those in which it was used up. */
    public Long throttledPeriods() {
      return throttledPeriods;
    }

    /** Time threads were kept from running because of that, all together. */
    public Long throttledNanos() {
      return throttledNanos;
    }
  }

  /** Reads a few small files. */
  public Usage read() {
    Double smallest = null;
    Cgroup limited = group;
    for (Cgroup at = group; at != null; at = at.parent()) {
      Double quota = group.isVersion2() ? quota2(at) : quota1(at);
      if (quota != null && (smallest == null || quota < smallest)) {
        smallest = quota;
        limited = at;
      }
    }
    return new Usage(smallest, limited.text("cpu.stat"), group.isVersion2());
  }

  private static Double quota2(Cgroup at) {
    String text = at.text("cpu.max");
    String[] parts = text == null ? new String[0] : text.split(" ", 2);
    return parts.length < 2 ? null : cores(Cgroup.parsed(parts[0]), Cgroup.parsed(parts[1]));
  }

  private static Double quota1(Cgroup at) {
    return cores(at.number("cpu.cfs_quota_us"), at.number("cpu.cfs_period_us"));
  }

  /** Version 1 says "no quota" by -1. */
  private static Double cores(Long quota, Long period) {
    return quota == null || period == null || quota <= 0 || period <= 0
        ? null
        : (Double) ((double) quota / period);
  }
}
