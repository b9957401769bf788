package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import io.diag.heap.graph.GraphColumns;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.References;
import java.io.IOException;

/**
 * Numbers what can be reached from the roots in the order in which a depth-first search enters it:
 * 1 is what holds the roots, then come the objects that have references themselves, called inner
 * ones. Leaves get no number: of them the first inner object that refers to them is noted, and the
 * others as edges. Edges of the search's tree are in {@link #parents}, all others in {@link
 * #innerEdges}. The stack is a column, so that lists may be as long as they like.
 */
final class DepthFirstSearch {
  /** The number of what holds the roots. */
  static final int ROOT = 1;

  private final HeapGraph graph;
  private final References.Cursor cursor;
  private final LongColumn starts;
  private final IntColumn search;
  private final IntColumn objects;
  private final IntColumn parents;
  private final EdgeLists innerEdges;
  private final EdgeLists leafEdges;
  private final LongColumn stackPositions;
  private final IntColumn stackTargets;
  private int count = ROOT;

  /**
   * @param mostInner how many objects have references
   */
  DepthFirstSearch(HeapGraph graph, ColumnFolder folder, int mostInner) throws IOException {
    this.graph = graph;
    cursor = graph.references().cursor();
    starts = graph.columns().starts;
    search = graph.columns().search;
    long most = mostInner + 2L;
    objects = folder.passingInts(most);
    parents = folder.passingInts(most);
    long edges = graph.referenceCount() + graph.roots().length;
    innerEdges = new EdgeLists(folder, most, edges);
    leafEdges = new EdgeLists(folder, graph.objects(), edges);
    stackPositions = folder.passingLongs(most);
    stackTargets = folder.passingInts(most);
  }

  void run() {
    for (int root : graph.roots()) {
      if (isNew(ROOT, root)) {
        enter(root, ROOT);
        below(count);
      }
    }
  }

  /** The largest number that was given. */
  int count() {
    return count;
  }

  /** The object of a number above {@link #ROOT}. */
  int object(int number) {
    return objects.get(number);
  }

  IntColumn parents() {
    return parents;
  }

  EdgeLists innerEdges() {
    return innerEdges;
  }

  /** Edges from numbers to leaves, which are objects, beside the first to each. */
  EdgeLists leafEdges() {
    return leafEdges;
  }

  /**
   * The number of the first that refers to a leaf; 0 of inner objects and unreachable leaves.
   *
   * @param known of the object in {@link GraphColumns#search}
   */
  static int firstHolder(int known) {
    return Math.max(0, -known + GraphColumns.LEAF);
  }

  private void below(int top) {
    int depth = 0;
    int number = top;
    while (true) {
      int target = cursor.next();
      if (target >= 0) {
        if (isNew(number, target)) {
          stackPositions.set(depth, cursor.position());
          stackTargets.set(depth++, target);
          enter(target, number);
          number = count;
        }
      } else if (depth == 0) {
        return;
      } else {
        cursor.seek(stackPositions.get(--depth), stackTargets.get(depth));
        number = parents.get(number);
      }
    }
  }

  /** Whether a reference leads to an inner object for the first time; notes it if it does not. */
  private boolean isNew(int source, int target) {
    int known = search.get(target);
    if (known == 0) {
      return true;
    }
    if (known > 0) {
      innerEdges.add(source, known);
    } else if (known == GraphColumns.LEAF) {
      search.set(target, GraphColumns.LEAF - source);
    } else if (known != GraphColumns.LEAF - source) {
      leafEdges.add(source, target);
    }
    return false;
  }

  private void enter(int object, int parent) {
    count++;
    search.set(object, count);
    objects.set(count, object);
    parents.set(count, parent);
    cursor.seek(starts.get(object) - 1, object);
  }
}
