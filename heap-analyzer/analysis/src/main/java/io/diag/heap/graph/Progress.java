package io.diag.heap.graph;

/** Is told how far an analysis is, on its thread. */
public interface Progress {
  Progress SILENT = (step, done, total) -> {};

  /**
   * @param step what is done now, in a word or two
   * @param total of the step, in the same unit as what is done
   */
  void at(String step, long done, long total);
}
