package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;

/** Leaves of classes that have inner objects too, by the number that dominates them. One thread. */
final class MixedLeaves {
  private final IntColumn heads;
  private final IntColumn nexts;

  /**
   * @param free of any values, is overwritten
   */
  MixedLeaves(HeapGraph graph, int count, IntColumn free, ColumnFolder folder) throws IOException {
    heads = free;
    for (int number = 0; number <= count; number++) {
      heads.set(number, 0);
    }
    nexts = folder.passingInts(graph.objects());
  }

  void add(int object, int dominator) {
    nexts.set(object, heads.get(dominator));
    heads.set(dominator, object + 1);
  }

  /** The first leaf of a number, or -1. */
  int first(int number) {
    return heads.get(number) - 1;
  }

  /** The next after a leaf, or -1. */
  int next(int object) {
    return nexts.get(object) - 1;
  }
}
