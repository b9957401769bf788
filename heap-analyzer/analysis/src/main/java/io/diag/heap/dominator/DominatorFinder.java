package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import java.io.IOException;

/**
 * The algorithm of Lengauer and Tarjan ("A fast algorithm for finding dominators in a flowgraph",
 * 1979) with path compression, O(m log n) whatever the graph's shape. Semi-NCA is faster on most
 * heaps, and quadratic on a long list whose nodes share values. Numbers are those of the search.
 * One thread.
 */
final class DominatorFinder {
  /** What is known of a number stands together, since it is asked for together. */
  private static final int WORDS = 4;

  /** In the forest of numbers that were processed; 0 at its top. */
  private static final int ANCESTOR = 0;

  /** Of those from here to below the top, the one with the least semidominator. */
  private static final int LABEL = 1;

  /** That semidominator. */
  private static final int LEAST = 2;

  /** The own one. */
  private static final int SEMI = 3;

  private final int count;
  private final IntColumn parents;
  private final EdgeLists edges;
  private final IntColumn rows;
  private final IntColumn dominators;
  private final IntColumn bucketHeads;
  private final IntColumn bucketNexts;
  private final IntColumn path;

  DominatorFinder(DepthFirstSearch search, ColumnFolder folder) throws IOException {
    count = search.count();
    parents = search.parents();
    edges = search.innerEdges();
    long size = count + 1L;
    rows = folder.passingInts(size * WORDS);
    dominators = folder.passingInts(size);
    bucketHeads = folder.passingInts(size);
    bucketNexts = folder.passingInts(size);
    path = folder.passingInts(size);
  }

  /** The immediate dominator of each number; those of smaller numbers come first. */
  IntColumn find() {
    for (int i = 1; i <= count; i++) {
      set(i, LABEL, i);
      set(i, LEAST, i);
      set(i, SEMI, i);
    }
    for (int number = count; number > DepthFirstSearch.ROOT; number--) {
      int parent = parents.get(number);
      int semi = semi(number, parent);
      set(number, SEMI, semi);
      set(number, LEAST, semi);
      if (semi == parent) {
        dominators.set(number, parent);
      } else {
        bucketNexts.set(number, bucketHeads.get(semi));
        bucketHeads.set(semi, number);
      }
      set(number, ANCESTOR, parent);
      empty(parent);
    }
    for (int number = DepthFirstSearch.ROOT + 1; number <= count; number++) {
      int dominator = dominators.get(number);
      if (dominator != get(number, SEMI)) {
        dominators.set(number, dominators.get(dominator));
      }
    }
    return dominators;
  }

  /** Columns that are free again: at least as long as there are numbers, of any value. */
  IntColumn[] free() {
    return new IntColumn[] {bucketHeads, bucketNexts, rows, path};
  }

  private int semi(int number, int parent) {
    int semi = parent;
    for (int edge = edges.first(number); edge != 0; edge = edges.next(edge)) {
      int source = edges.source(edge);
      if (source >= number) {
        compress(source);
        source = get(source, LEAST);
      }
      semi = Math.min(semi, source);
    }
    return semi;
  }

  private void empty(int parent) {
    int next;
    for (int number = bucketHeads.get(parent); number != 0; number = next) {
      next = bucketNexts.get(number);
      compress(number);
      boolean isLess = get(number, LEAST) < get(number, SEMI);
      dominators.set(number, isLess ? get(number, LABEL) : parent);
    }
    bucketHeads.set(parent, 0);
  }

  /** Hangs a number and those above it right below the top of their tree, with what was passed. */
  private void compress(int number) {
    int ancestor = get(number, ANCESTOR);
    int above = ancestor == 0 ? 0 : get(ancestor, ANCESTOR);
    long depth = 0;
    int at = number;
    while (above != 0) {
      path.set(depth++, at);
      at = ancestor;
      ancestor = above;
      above = get(above, ANCESTOR);
    }
    // Now the ancestor is the top, and the last of the path is two below it.
    while (depth > 0) {
      int lower = path.get(--depth);
      int upper = get(lower, ANCESTOR);
      int least = get(upper, LEAST);
      if (least < get(lower, LEAST)) {
        set(lower, LEAST, least);
        set(lower, LABEL, get(upper, LABEL));
      }
      set(lower, ANCESTOR, get(upper, ANCESTOR));
    }
  }

  private int get(int number, int word) {
    return rows.get((long) number * WORDS + word);
  }

  private void set(int number, int word, int value) {
    rows.set((long) number * WORDS + word, value);
  }
}
