package io.diag.heap.report;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds a shortest path of strong references from a root to each of some objects. One thread. */
public final class RootPaths {
  private RootPaths() {}

  /**
   * A path for each object that is reachable, from the root to the object.
   *
   * @param objects few
   */
  public static Map<Integer, List<Integer>> to(HeapGraph graph, Set<Integer> objects)
      throws IOException {
    Map<Integer, List<Integer>> paths = new HashMap<>();
    try (ColumnFolder folder = ColumnFolder.open(graph.folder().path())) {
      PathSearch search = PathSearch.to(objects, graph, folder);
      for (int object : objects) {
        if (search.isReached(object)) {
          paths.put(object, path(search, object));
        }
      }
    }
    return paths;
  }

  private static List<Integer> path(PathSearch search, int object) {
    List<Integer> path = new ArrayList<>();
    int at = object;
    path.add(at);
    while (!search.isRoot(at)) {
      at = search.before(at);
      path.add(at);
    }
    Collections.reverse(path);
    return path;
  }
}
