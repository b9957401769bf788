package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.SparseColumn;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.Progress;
import java.io.IOException;

/**
 * What dominates each object: every path to it from a root leads through its dominators. An object
 * retains itself and all that it dominates, which is what would go if it went. Any thread reads
 * once it was built.
 */
public final class DominatorTree {
  /** In place of a dominator, of an object that is reachable from several roots or is a root. */
  public static final int ROOTS = -1;

  /** In place of a dominator, of an object that no root reaches. */
  public static final int UNREACHABLE = -2;

  private static final String DOMINATORS = "dominators";
  private static final String RETAINED = "retained";

  private final HeapGraph graph;
  private final IntColumn dominators;
  private final SparseColumn retained;
  private final BigTree big;

  private DominatorTree(HeapGraph graph, IntColumn dominators, SparseColumn retained, BigTree big) {
    this.graph = graph;
    this.dominators = dominators;
    this.retained = retained;
    this.big = big;
  }

  /** Builds the tree of a graph, once. Blocks for as long. */
  public static DominatorTree build(
      HeapGraph graph, ClassTotals totals, ColumnFolder folder, Progress progress)
      throws IOException {
    int objects = graph.objects();
    progress.at("reach", 0, 1);
    DepthFirstSearch search = new DepthFirstSearch(graph, folder, graph.innerCount());
    search.run();
    progress.at("dominators", 0, 1);
    DominatorFinder finder = new DominatorFinder(search, folder);
    IntColumn inner = finder.find();
    progress.at("retained", 0, 1);
    IntColumn dominators = folder.ints(DOMINATORS, objects, Integer.MAX_VALUE);
    ObjectSums sums = new ObjectSums(graph, search, inner, finder.free(), totals, folder);
    sums.add(dominators);
    sums.sum();
    BigTree big = sums.big(dominators);
    return new DominatorTree(graph, dominators, sums.write(RETAINED), big);
  }

  /** Opens the tree of a graph that was opened. */
  public static DominatorTree open(HeapGraph graph, ColumnFolder folder) throws IOException {
    return new DominatorTree(
        graph,
        folder.ints(DOMINATORS, graph.objects(), Integer.MAX_VALUE),
        SparseColumn.open(folder, RETAINED, graph.objects()),
        null);
  }

  /** The immediate dominator, {@link #ROOTS} or {@link #UNREACHABLE}. */
  public int dominator(int object) {
    return dominators.get(object) + UNREACHABLE;
  }

  /** Bytes that would go with an object; 0 of one that is unreachable. */
  public long retainedBytes(int object) {
    if (dominators.get(object) == 0) {
      return 0;
    }
    long units = retained.get(object);
    return units < 0 ? graph.shallowBytes(object) : units << 3;
  }

  /** The upper part of the tree, as far as it retains much; null of a tree that was opened. */
  public BigTree big() {
    return big;
  }
}
