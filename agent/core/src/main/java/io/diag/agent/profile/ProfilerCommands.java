package io.diag.agent.profile;

import java.io.File;

/**
 * The commands of async-profiler as text. Each is silent: its log would go to the application's.
 */
public final class ProfilerCommands {
  private static final String SILENT = ",loglevel=none";

  public static final String STOP = "stop" + SILENT;
  static final String SEAL = "dump,jfr" + SILENT;
  static final String METRICS = "metrics" + SILENT;

  /**
   * Leaves out what async-profiler would add on its own: system information, system properties
   * (they may hold secrets), native libraries, CPU load and heap summaries.
   */
  private static final String BARE = ",jfropts=0x1f";

  /** Time spent walking stacks is counted: it is the agent's own cost. */
  private static final String COUNTED = ",features=stats";

  /** Call traces in native memory; what goes beyond is counted by the profiler as overflow. */
  private static final String BOUNDED = ",memlimit=32m";

  /**
   * Samples per second, several times what is aimed at: see {@link Pace}. Frees are not limited,
   * for a missing one would turn into a leak.
   */
  private static final String LIMITS = ",ratelimit=cpu:400;alloc:80;lock:50;wall:600";

  private ProfilerCommands() {}

  /** The path must not hold a comma. */
  static String start(SamplingPlan plan, File path) {
    return start(plan, LIMITS, path);
  }

  /** For a short recording somebody waits for: no sample is left out for coming too soon. */
  public static String startUnlimited(SamplingPlan plan, File path) {
    return start(plan, "", path);
  }

  private static String start(SamplingPlan plan, String limits, File path) {
    StringBuilder command = new StringBuilder("start");
    for (SampledEvent event : plan.events()) {
      long interval = plan.interval(event);
      switch (event) {
        case CPU:
          command.append(",event=ctimer,interval=").append(interval);
          break;
        case ALLOC:
          command.append(",alloc=").append(interval);
          break;
        case LOCK:
          command.append(",lock=").append(interval);
          break;
        case WALL:
          command.append(",wall=").append(interval);
          break;
        case LIVE:
          command.append(plan.has(SampledEvent.ALLOC) ? "" : ",alloc=" + interval).append(",live");
          break;
        case NATIVEMEM:
          command.append(",nativemem=").append(interval);
          break;
      }
    }
    return command + BARE + COUNTED + BOUNDED + limits + SILENT + ",file=" + path;
  }
}
