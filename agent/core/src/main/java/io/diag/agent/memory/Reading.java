package io.diag.agent.memory;

import java.io.IOException;

/** One source of values, read on the sampler's thread every few seconds. */
public interface Reading {
  /** Stands in the list of features, as in {@code memory-pools}. */
  String name();

  /**
   * Adds what is known now; what is not known is left out.
   *
   * @throws IOException if the source cannot be read; the reading is then reported as failed
   */
  void read(PointList points) throws IOException;
}
