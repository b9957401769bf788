package io.diag.agent.profile;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * Something that samples several events at once into JFR chunks, each of which stands alone. Used
 * on the sampler's thread only; calls take some milliseconds.
 */
public interface ChunkSource extends Closeable {
  /** One running recording. */
  interface Recording extends Closeable {
    /** What is really sampled: the wanted plan less what this JVM does not offer. */
    SamplingPlan plan();

    /** Why events of the wanted plan are missing, one sentence each. */
    Map<SampledEvent, String> missing();

    /** Bytes recorded since the start, for a source that keeps a file of them; else 0. */
    long size() throws IOException;

    /** What was counted since the start of the recording. */
    SampleCounts counts();

    /**
     * Returns what was recorded since the last call as a chunk, and goes on.
     *
     * @throws IOException if no whole chunk can be had, as when the disk is full
     */
    byte[] seal() throws IOException;

    /** Stops and returns the last chunk; the recording is closed then, also after a failure. */
    byte[] finish() throws IOException;

    /** Stops, whatever state it is in. */
    @Override
    void close() throws IOException;
  }

  /** As in {@code async-profiler}. */
  String name();

  /**
   * Makes ready what lasts longer than a recording, as loading a library.
   *
   * @throws IOException with the reason if this source cannot be used in this JVM
   */
  void open() throws IOException;

  /** Why this source must leave the JVM alone now, as another profiler of its kind, or null. */
  String conflict();

  /** What this source does not see of an event on this JVM in any case, or null. Any thread. */
  default String gap(SampledEvent event) {
    return null;
  }

  /** Whether sampling locks costs something at each wait, also at those that are not sampled. */
  default boolean slowsWaits() {
    return false;
  }

  /**
   * Starts sampling.
   *
   * @throws IOException if none of the events can be sampled or nothing can be recorded
   */
  Recording start(SamplingPlan wanted) throws IOException;

  @Override
  void close() throws IOException;
}
