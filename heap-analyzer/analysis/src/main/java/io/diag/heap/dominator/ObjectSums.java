package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.SparseColumn;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;

/**
 * From the dominators of the search's numbers to those of objects, to retained sizes and to totals
 * by class. Looks at what is known of an object once, in the order of objects, in which that comes
 * from memory several times as fast as in the order of the search. One thread.
 */
final class ObjectSums {
  private final HeapGraph graph;
  private final DepthFirstSearch search;
  private final IntColumn inner;
  private final IntColumn[] free;
  private final IntColumn types;
  private final LeafDominators leaves;
  private final MixedLeaves mixed;
  private final RetainedSizes sizes;
  private final ClassTotals totals;
  private final ColumnFolder folder;

  /**
   * @param inner dominators of the numbers
   * @param free four columns to be overwritten, each as long as there are numbers
   */
  ObjectSums(
      HeapGraph graph,
      DepthFirstSearch search,
      IntColumn inner,
      IntColumn[] free,
      ClassTotals totals,
      ColumnFolder folder)
      throws IOException {
    this.graph = graph;
    this.search = search;
    this.inner = inner;
    this.free = free;
    this.totals = totals;
    this.folder = folder;
    leaves = new LeafDominators(search, inner, free);
    types = free[2];
    mixed = new MixedLeaves(graph, search.count(), free[3], folder);
    sizes = new RetainedSizes(inner, search.count(), folder);
  }

  /**
   * Goes over all objects.
   *
   * @param dominators of objects, to be filled
   */
  void add(IntColumn dominators) {
    for (int object = 0; object < graph.objects(); object++) {
      int type = graph.columns().types.get(object);
      long bytes = graph.shallowBytes(object, type);
      totals.add(type, bytes);
      int number = graph.columns().search.get(object);
      int holder = number > 0 ? inner.get(number) : leaves.dominator(object, number);
      if (holder == 0) {
        totals.addUnreachable(bytes);
        continue;
      }
      dominators.set(object, stored(holder));
      if (number > 0) {
        types.set(number, type);
        sizes.add(number, bytes);
      } else {
        sizes.add(holder, bytes);
        if (totals.addLeaf(type, bytes, holder)) {
          mixed.add(object, holder);
        }
      }
    }
  }

  /** Sums up what numbers and classes retain. */
  void sum() {
    sizes.sum();
    totals.retain(new ClassWalk(graph, types, inner, sizes, mixed), free[0], free[1]);
  }

  /**
   * @param dominators of objects, filled
   */
  BigTree big(IntColumn dominators) {
    BigTree big = sizes.big(search);
    for (int object = 0; object < graph.objects(); object++) {
      if (graph.columns().search.get(object) < 0 && dominators.get(object) != 0) {
        long bytes = graph.shallowBytes(object);
        if (big.isBig(bytes)) {
          big.add(object, bytes, dominators.get(object) + DominatorTree.UNREACHABLE);
        }
      }
    }
    return big;
  }

  /** Writes what objects retain that retain more than themselves. */
  SparseColumn write(String name) throws IOException {
    int objects = graph.objects();
    SparseColumn.Writer writer = new SparseColumn.Writer(folder, name, objects);
    for (int object = 0; object < objects; object++) {
      int number = graph.columns().search.get(object);
      if (number > 0 && sizes.of(number) != graph.shallowBytes(object)) {
        writer.add(object, sizes.of(number) >>> 3);
      }
    }
    return writer.finish();
  }

  private int stored(int number) {
    int dominator = number == DepthFirstSearch.ROOT ? DominatorTree.ROOTS : search.object(number);
    return dominator - DominatorTree.UNREACHABLE;
  }
}
