package io.diag.heap.dominator;

import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapGraph;

/**
 * Walks the dominator tree and knows of each class how many of its instances lie above. Without a
 * stack: the way back is the dominator. One thread.
 */
final class ClassWalk {
  private final HeapGraph graph;
  private final IntColumn types;
  private final IntColumn dominators;
  private final RetainedSizes sizes;
  private final MixedLeaves mixed;
  private final int[] above;
  private IntColumn children;
  private IntColumn siblings;

  /**
   * @param types of the search's numbers
   */
  ClassWalk(
      HeapGraph graph,
      IntColumn types,
      IntColumn dominators,
      RetainedSizes sizes,
      MixedLeaves mixed) {
    this.graph = graph;
    this.types = types;
    this.dominators = dominators;
    this.sizes = sizes;
    this.mixed = mixed;
    above = new int[graph.classes().size()];
  }

  /**
   * Prepares for {@link #run}, and counts what only roots dominate.
   *
   * @param free overwritten, as is the other
   * @param topCounts by class, to be added to, as are bytes
   */
  void link(IntColumn free, IntColumn alsoFree, long[] topCounts, long[] topBytes) {
    children = free;
    siblings = alsoFree;
    for (int number = 0; number <= sizes.count(); number++) {
      children.set(number, 0);
    }
    for (int number = sizes.count(); number > DepthFirstSearch.ROOT; number--) {
      int dominator = dominators.get(number);
      siblings.set(number, children.get(dominator));
      children.set(dominator, number);
      if (dominator == DepthFirstSearch.ROOT) {
        topCounts[types.get(number)]++;
        topBytes[types.get(number)] += sizes.of(number);
      }
    }
  }

  /**
   * @param retainedBytes by class, to be added to
   */
  void run(long[] retainedBytes) {
    int at = children.get(DepthFirstSearch.ROOT);
    while (at != 0) {
      int type = types.get(at);
      int next = children.get(at);
      if (above[type] == 0) {
        retainedBytes[type] += sizes.of(at);
      }
      above[type]++;
      addLeaves(at, retainedBytes);
      while (next == 0 && at != DepthFirstSearch.ROOT) {
        above[types.get(at)]--;
        next = siblings.get(at);
        at = dominators.get(at);
      }
      at = next;
    }
  }

  private void addLeaves(int number, long[] retainedBytes) {
    for (int leaf = mixed.first(number); leaf >= 0; leaf = mixed.next(leaf)) {
      int type = graph.columns().types.get(leaf);
      if (above[type] == 0) {
        retainedBytes[type] += graph.shallowBytes(leaf, type);
      }
    }
  }
}
