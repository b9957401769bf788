package io.diag.wire;

/**
 * What async-profiler does not see of virtual threads, in one wording for all who say it: agent,
 * command line and collector. JFR has neither gap.
 */
public final class VirtualThreads {
  /** Of CPU time: frames that were not copied back yet are not on the carrier's stack. */
  public static final String STACKS =
      "once a virtual thread has waited, its stacks may lack the outer calls";

  /** Of the wall clock: threads of the operating system are sampled. */
  public static final String WALL = "virtual threads are seen only while they run, and " + STACKS;

  /**
   * Of locks: a virtual thread that waits leaves its carrier. For a lock of java.util.concurrent
   * nothing tells of that. For a monitor the JVM does from JDK 24 on, but the profiler keeps when
   * the wait began with the carrier, where other threads wait meanwhile.
   */
  public static final String WAITS =
      "waits of virtual threads for java.util.concurrent locks are not seen, and those for"
          + " monitors may come out too long";

  private static final int FIRST_JDK = 21;

  private VirtualThreads() {}

  /**
   * Whether a JVM has them.
   *
   * @param jdk its version, as {@code 21.0.4}, {@code 25} or {@code 1.8}
   */
  public static boolean offered(String jdk) {
    int end = 0;
    while (end < jdk.length() && end < 4 && Character.isDigit(jdk.charAt(end))) {
      end++;
    }
    return end > 0 && Integer.parseInt(jdk.substring(0, end)) >= FIRST_JDK;
  }
}
