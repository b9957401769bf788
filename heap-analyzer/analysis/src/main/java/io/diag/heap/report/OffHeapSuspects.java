package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.graph.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Owners whose buffers take a twentieth of all that the heap and its buffers take, or more. One
 * thread.
 */
final class OffHeapSuspects {
  private static final int PART = 20;
  private static final int MOST = 5;

  private OffHeapSuspects() {}

  /** Those that hold most first. */
  static List<Suspect> of(Analysis analysis, HeapDetails details, ObjectReader reader)
      throws IOException {
    long all = analysis.totals().bytes() + details.offHeapBytes();
    List<OffHeapOwners.Row> owners =
        details.offHeapOwners().stream()
            .filter(owner -> owner.object() >= 0 && owner.kind().isAllocated())
            .filter(owner -> owner.bytes() >= (all + PART - 1) / PART)
            .limit(MOST)
            .toList();
    if (owners.isEmpty()) {
      return List.of();
    }
    Set<Integer> objects = new HashSet<>();
    owners.forEach(owner -> objects.add(owner.object()));
    Map<Integer, List<Integer>> paths = RootPaths.to(analysis.graph(), objects);
    ObjectLabel labels = new ObjectLabel(analysis.graph(), reader);
    PathText text = new PathText(analysis.graph(), reader, labels);
    List<Suspect> suspects = new ArrayList<>();
    for (OffHeapOwners.Row owner : owners) {
      List<Integer> path = paths.get(owner.object());
      String holder =
          owner.field().isEmpty()
              ? text.holder(path)
              : "the field " + owner.field() + " of " + owner.label();
      String sentence =
          String.format(
              Locale.ROOT,
              "%s keeps %,d %s alive: %,d bytes outside the heap, %,d bytes in it; it is reached"
                  + " from %s.",
              owner.label(),
              owner.buffers(),
              owner.buffers() == 1 ? "direct buffer" : "direct buffers",
              owner.bytes(),
              analysis.tree().retainedBytes(owner.object()),
              text.holder(path));
      suspects.add(
          new Suspect(
              owner.object(),
              owner.className(),
              owner.label(),
              analysis.tree().retainedBytes(owner.object()),
              owner.bytes(),
              holder,
              sentence,
              text.lines(path)));
    }
    return suspects;
  }
}
