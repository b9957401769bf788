package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import java.io.IOException;

/** Edges as lists, one for each target, outside the Java heap. One thread. */
final class EdgeLists {
  private final IntColumn heads;
  private final LongColumn edges;
  private int count;

  /**
   * @param targets numbers below
   * @param mostEdges that may come
   */
  EdgeLists(ColumnFolder folder, long targets, long mostEdges) throws IOException {
    heads = folder.passingInts(targets);
    edges = folder.passingLongs(mostEdges + 1);
  }

  void add(int source, int target) {
    int next = heads.get(target);
    if (next != 0 && (int) edges.get(next) == source) {
      return;
    }
    if (count == Integer.MAX_VALUE) {
      throw new IllegalStateException("more than " + count + " references to be followed");
    }
    edges.set(++count, (long) next << 32 | source);
    heads.set(target, count);
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The first edge to a target, 0 for none. */
  int first(int target) {
    return heads.get(target);
  }

  int next(int edge) {
    return (int) (edges.get(edge) >>> 32);
  }

  int source(int edge) {
    return (int) edges.get(edge);
  }
}
