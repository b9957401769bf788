package io.diag.heap.report;

import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Of the objects that an object dominates, or of those that none does, the largest. */
public final class TopDominators {
  private TopDominators() {}

  /**
   * Goes over all objects.
   *
   * @param dominator an object, or {@link DominatorTree#ROOTS}
   * @param most that are wanted
   * @return those that retain most, the largest first
   */
  public static List<Integer> below(HeapGraph graph, DominatorTree tree, int dominator, int most) {
    record Sized(int object, long bytes) {}
    Comparator<Sized> bySize =
        Comparator.comparingLong(Sized::bytes)
            .thenComparing(Comparator.comparingInt(Sized::object).reversed());
    PriorityQueue<Sized> largest = new PriorityQueue<>(bySize);
    long least = -1;
    for (int object = 0; object < graph.objects(); object++) {
      if (tree.dominator(object) == dominator) {
        long bytes = tree.retainedBytes(object);
        if (bytes > least) {
          largest.add(new Sized(object, bytes));
          if (largest.size() > most) {
            largest.remove();
            least = largest.element().bytes();
          }
        }
      }
    }
    List<Sized> sorted = new ArrayList<>(largest);
    sorted.sort(bySize.reversed());
    return sorted.stream().map(Sized::object).toList();
  }
}
