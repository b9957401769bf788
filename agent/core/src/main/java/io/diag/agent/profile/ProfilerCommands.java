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
  private static final String LIMITS = ",ratelimit=cpu:400;alloc:80;lock:50;wall:600;trace:400";

  /** Not {@code start0}, which has no code that could be changed; no method here calls another. */
  private static final String THREAD_STARTS = traced("java.lang.Thread.start");

  /**
   * Each way to make a class passes through one of these once, but for a loader's own of native
   * code: those of class loaders, hidden ones and those of {@code Lookup.defineClass}, and proxies
   * by the name that they have on JDK 9 and newer and before. What a JDK lacks is left out.
   */
  private static final String CLASS_LOADS =
      traced("java.lang.ClassLoader.postDefineClass")
          + traced(
              "java.lang.invoke.MethodHandles$Lookup$ClassDefiner.defineClass"
                  + "(ZLjava/lang/Object;)Ljava/lang/Class;")
          + traced("java.lang.reflect.Proxy$ProxyBuilder.defineProxyClass")
          + traced(
              "java.lang.reflect.Proxy$ProxyClassFactory.apply"
                  + "(Ljava/lang/ClassLoader;[Ljava/lang/Class;)Ljava/lang/Class;");

  private static final String FILE_MAPS = traced("sun.nio.ch.FileChannelImpl.map");

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
        case THREADSTART:
          command.append(THREAD_STARTS);
          break;
        case CLASSLOAD:
          command.append(CLASS_LOADS);
          break;
        case FILEMAP:
          command.append(FILE_MAPS);
          break;
      }
    }
    return command + BARE + COUNTED + BOUNDED + limits + SILENT + ",file=" + path;
  }

  private static String traced(String method) {
    return ",trace=" + method;
  }
}
