package io.diag.agent.account;

/** What profiling costs on the application's own threads. */
public interface ProfilingCost {
  /** CPU time up to now, estimated; only differences mean something. The sampler's thread. */
  long nanos();
}
