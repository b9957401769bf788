package io.diag.benchmarks.overhead;

import java.io.IOException;

/** A program at steady work in a JVM of its own. One thread at a time. */
public interface Workload extends AutoCloseable {
  long pid();

  Reading read() throws IOException;

  @Override
  void close();

  /** CPU time of the process and pieces of work done, both since its start. */
  record Reading(long cpuNanos, long done) {}
}
