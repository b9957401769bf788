package io.diag.agent.account;

import io.diag.agent.os.AgentThread;
import java.io.IOException;

/**
 * CPU time of the agent's own work: its threads, and what its samples cost on the application's.
 * Not in it: what the JVM does for us on threads of its own, which are compiling our code,
 * collecting our garbage and telling us of collections.
 */
public final class OwnCpu {
  private final ProfilingCost profiling;

  public OwnCpu(ProfilingCost profiling) {
    this.profiling = profiling;
  }

  /**
   * Nanoseconds since the agent was loaded.
   *
   * @throws IOException if the JVM does not tell the CPU time of threads
   */
  public long nanos() throws IOException {
    long threads = AgentThread.cpuNanos();
    if (threads < 0) {
      throw new IOException("this JVM does not tell the CPU time of threads");
    }
    return threads + profiling.nanos();
  }
}
