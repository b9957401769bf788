package io.diag.heap.contents;

import io.diag.heap.dominator.ClassPaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The part of the tree of dominators by class that matters. */
public final class ClassTree {
  private static final int MOST = 2_000;
  private static final int PART = 2_000;

  private ClassTree() {}

  /**
   * Objects of one class, below objects of the classes above.
   *
   * @param shallowBytes of the objects themselves
   * @param retainedBytes with all that they dominate
   * @param offHeapBytes of buffers among those
   * @param children those that retain much, the largest first
   */
  public record Node(
      String className,
      long count,
      long shallowBytes,
      long retainedBytes,
      long offHeapBytes,
      List<Node> children) {}

  /** Those that retain a part of the heap that can be seen, or have as much outside. */
  static List<Node> of(ClassPaths paths) {
    long total = paths.retainedBytes(ClassPaths.TOP) + paths.offHeapBytes(ClassPaths.TOP);
    long least = Math.max(1, total / PART);
    Comparator<Integer> largest =
        Comparator.comparingLong(
                (Integer node) -> paths.retainedBytes(node) + paths.offHeapBytes(node))
            .reversed()
            .thenComparing(Comparator.naturalOrder()); // above comes before below
    List<Integer> kept =
        IntStream.range(1, paths.size())
            .filter(node -> paths.retainedBytes(node) + paths.offHeapBytes(node) >= least)
            .boxed()
            .sorted(largest)
            .limit(MOST)
            .toList();
    Map<Integer, List<Node>> children = new HashMap<>();
    children.put(ClassPaths.TOP, new ArrayList<>());
    for (int node : kept) {
      List<Node> own = new ArrayList<>();
      children.put(node, own);
      children
          .get(paths.parent(node))
          .add(
              new Node(
                  paths.className(node),
                  paths.count(node),
                  paths.shallowBytes(node),
                  paths.retainedBytes(node),
                  paths.offHeapBytes(node),
                  own));
    }
    return children.get(ClassPaths.TOP);
  }
}
