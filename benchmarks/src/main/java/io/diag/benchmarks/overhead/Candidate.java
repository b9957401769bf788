package io.diag.benchmarks.overhead;

import java.io.IOException;
import java.util.List;

/** Something that can be on or off in the program that is measured. */
interface Candidate {
  void on() throws IOException, InterruptedException;

  void off() throws IOException, InterruptedException;

  /** Goes off after a window, and keeps what is to be known of it. */
  default void windowEnded() throws IOException, InterruptedException {
    off();
  }

  /** Where it does not do the same in all windows: the ratios of each kind, and together. */
  default List<Ratios> kinds(double[] ratios) throws IOException, InterruptedException {
    return List.of();
  }

  /**
   * @throws IOException if what was measured did not do its work
   */
  default void verify() throws IOException, InterruptedException {}
}
