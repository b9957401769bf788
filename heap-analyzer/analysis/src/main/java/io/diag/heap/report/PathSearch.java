package io.diag.heap.report;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.References;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Goes from all roots along strong references in breadth, so that the way it comes to an object is
 * a shortest one. One thread.
 */
public final class PathSearch {
  private static final int BYTES_AN_OBJECT = 16;
  private static final int IS_ROOT = 1;
  private static final int FIRST_OBJECT = 2;

  private final HeapGraph graph;
  private final IntColumn from;
  private final IntColumn queue;
  private int queued;

  private PathSearch(HeapGraph graph, ColumnFolder folder) throws IOException {
    graph.requireDisk(BYTES_AN_OBJECT);
    this.graph = graph;
    from = folder.passingInts(graph.objects());
    queue = folder.passingInts(graph.objects());
  }

  /**
   * Goes until some objects are reached, or to the end.
   *
   * @param folder for as long as the result is used
   */
  static PathSearch to(Set<Integer> objects, HeapGraph graph, ColumnFolder folder)
      throws IOException {
    PathSearch search = new PathSearch(graph, folder);
    search.run(new HashSet<>(objects), false);
    return search;
  }

  /**
   * Goes to all objects that are reachable.
   *
   * @param folder for as long as the result is used
   */
  public static PathSearch ofAll(HeapGraph graph, ColumnFolder folder) throws IOException {
    PathSearch search = new PathSearch(graph, folder);
    search.run(new HashSet<>(), true);
    return search;
  }

  /** How many objects were reached. */
  public int count() {
    return queued;
  }

  /** One of them, in the order in which they were reached. */
  public int object(int at) {
    return queue.get(at);
  }

  public boolean isReached(int object) {
    return from.get(object) != 0;
  }

  public boolean isRoot(int object) {
    return from.get(object) == IS_ROOT;
  }

  /** The one before an object that was reached and is no root. */
  public int before(int object) {
    return from.get(object) - FIRST_OBJECT;
  }

  private void run(Set<Integer> wanted, boolean all) {
    for (int root : graph.roots()) {
      reach(root, IS_ROOT, wanted);
    }
    References.Cursor cursor = graph.references().cursor();
    for (int next = 0; next < queued && (all || !wanted.isEmpty()); next++) {
      int object = queue.get(next);
      boolean more = graph.seek(cursor, object);
      for (int target = more ? cursor.next() : -1; target >= 0; target = cursor.next()) {
        reach(target, object + FIRST_OBJECT, wanted);
      }
    }
  }

  private void reach(int object, int source, Set<Integer> wanted) {
    if (from.get(object) != 0) {
      return;
    }
    from.set(object, source);
    if (!wanted.isEmpty()) {
      wanted.remove(object);
    }
    queue.set(queued++, object);
  }
}
