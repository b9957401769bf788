package io.diag.heap.dominator;

import io.diag.heap.file.IntColumn;

/**
 * What dominates objects without references: the nearest common dominator of all that refer to
 * them, which needs no search of its own. One thread.
 */
final class LeafDominators {
  private final EdgeLists edges;
  private final JumpPointers jumps;

  /**
   * @param inner dominators of the numbers
   * @param free columns to be overwritten
   */
  LeafDominators(DepthFirstSearch search, IntColumn inner, IntColumn[] free) {
    edges = search.leafEdges();
    jumps = edges.count() == 0 ? null : new JumpPointers(inner, free[0], free[1], search.count());
  }

  /**
   * The number that dominates a leaf; 0 of other objects and of unreachable ones.
   *
   * @param known what the search knows of it
   */
  int dominator(int object, int known) {
    int dominator = DepthFirstSearch.firstHolder(known);
    if (dominator == 0 || jumps == null) {
      return dominator;
    }
    for (int edge = edges.first(object); edge != 0; edge = edges.next(edge)) {
      dominator = jumps.common(dominator, edges.source(edge));
    }
    return dominator;
  }
}
