package io.diag.heap.dominator;

import io.diag.heap.file.IntColumn;

/**
 * Finds the nearest dominator that two numbers have in common in O(log n): each number knows how
 * deep it lies and one far above it (Myers, "An applicative random-access stack", 1983). One
 * thread.
 */
final class JumpPointers {
  private final IntColumn dominators;
  private final IntColumn depths;
  private final IntColumn jumps;

  /**
   * @param depths and jumps, of any values, are overwritten
   */
  JumpPointers(IntColumn dominators, IntColumn depths, IntColumn jumps, int count) {
    this.dominators = dominators;
    this.depths = depths;
    this.jumps = jumps;
    depths.set(DepthFirstSearch.ROOT, 0);
    jumps.set(DepthFirstSearch.ROOT, DepthFirstSearch.ROOT);
    for (int number = DepthFirstSearch.ROOT + 1; number <= count; number++) {
      int above = dominators.get(number);
      int jump = jumps.get(above);
      int farther = jumps.get(jump);
      boolean merge =
          depths.get(above) - depths.get(jump) == depths.get(jump) - depths.get(farther);
      depths.set(number, depths.get(above) + 1);
      jumps.set(number, merge ? farther : above);
    }
  }

  int common(int one, int other) {
    int deep = depths.get(one) < depths.get(other) ? other : one;
    int flat = deep == one ? other : one;
    int depth = depths.get(flat);
    while (depths.get(deep) > depth) {
      int jump = jumps.get(deep);
      deep = depths.get(jump) < depth ? dominators.get(deep) : jump;
    }
    while (deep != flat) {
      int jump = jumps.get(deep);
      boolean tooFar = jump == jumps.get(flat);
      deep = tooFar ? dominators.get(deep) : jump;
      flat = tooFar ? dominators.get(flat) : jumps.get(flat);
    }
    return deep;
  }
}
