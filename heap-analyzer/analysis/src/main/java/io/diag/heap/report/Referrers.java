package io.diag.heap.report;

import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.References;
import java.util.ArrayList;
import java.util.List;

/** Finds which objects refer to one, strongly. */
public final class Referrers {
  private Referrers() {}

  /**
   * Goes over all references: some 10 ns each.
   *
   * @param most that are wanted
   * @return those with the lowest numbers, ascending
   */
  public static List<Integer> of(HeapGraph graph, int object, int most) {
    List<Integer> found = new ArrayList<>();
    References.Cursor cursor = graph.references().cursor();
    if (graph.objects() > 0) {
      cursor.seek(0);
    }
    for (int source = 0; source < graph.objects() && found.size() < most; source++) {
      cursor.next(source);
      boolean refers = false;
      for (int target = cursor.next(); target >= 0; target = cursor.next()) {
        refers |= target == object;
      }
      if (refers) {
        found.add(source);
      }
    }
    return found;
  }
}
