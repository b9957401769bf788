package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.contents.BufferKind;
import io.diag.heap.contents.DirectBuffer;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom the memory of buffers outside the heap belongs to. */
public final class OffHeapOwners {
  private static final int MOST = 200;
  private static final int MAX_STEPS = 1_000;

  private OffHeapOwners() {}

  /**
   * The buffers of one owner: of what dominates them the nearest object of a class that is not the
   * JDK's, or else the farthest.
   *
   * @param object the owner's number; -1 for buffers that nothing holds
   * @param field of the owner by which it holds the first of them; empty where that is not known
   * @param kind of all of them
   */
  public record Row(
      int object,
      String className,
      String label,
      String field,
      BufferKind kind,
      long buffers,
      long bytes) {}

  private record Owned(int object, BufferKind kind) {}

  /** All buffers of a kind. */
  public record Kind(BufferKind kind, long buffers, long bytes) {}

  static List<Kind> kinds(List<DirectBuffer> buffers) {
    Map<BufferKind, long[]> sums = new EnumMap<>(BufferKind.class);
    for (DirectBuffer buffer : buffers) {
      add(sums.computeIfAbsent(buffer.kind(), any -> new long[2]), buffer);
    }
    List<Kind> kinds = new ArrayList<>();
    sums.forEach((kind, sum) -> kinds.add(new Kind(kind, sum[0], sum[1])));
    return kinds;
  }

  /** Those that hold most first. */
  static List<Row> of(Analysis analysis, List<DirectBuffer> buffers, ObjectReader reader)
      throws IOException {
    HeapGraph graph = analysis.graph();
    ObjectLabel labels = new ObjectLabel(graph, reader);
    PathText text = new PathText(graph, reader, labels);
    Map<Owned, long[]> sums = new HashMap<>();
    Map<Owned, Integer> firsts = new HashMap<>();
    for (DirectBuffer buffer : buffers) {
      int[] owner = owner(graph, analysis.tree(), buffer.object());
      Owned owned = new Owned(owner[0], buffer.kind());
      firsts.putIfAbsent(owned, owner[1]);
      add(sums.computeIfAbsent(owned, any -> new long[2]), buffer);
    }
    List<Map.Entry<Owned, long[]>> largest =
        sums.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<Owned, long[]> sum) -> sum.getValue()[1])
                    .reversed()
                    .thenComparing(sum -> sum.getKey().object()))
            .limit(MOST)
            .toList();
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Owned, long[]> sum : largest) {
      int object = sum.getKey().object();
      long[] both = sum.getValue();
      boolean isHeld = object >= 0;
      int first = firsts.get(sum.getKey());
      rows.add(
          new Row(
              object,
              isHeld ? graph.type(object).name() : "",
              isHeld ? labels.of(object) : "nothing holds them; a collection frees them",
              isHeld && first != object ? text.named(object, first).orElse("") : "",
              sum.getKey().kind(),
              both[0],
              both[1]));
    }
    return rows;
  }

  /** The owner, and what it dominates on the way to the buffer. */
  private static int[] owner(HeapGraph graph, DominatorTree tree, int buffer) {
    int below = buffer;
    int at = tree.dominator(buffer);
    if (at == DominatorTree.UNREACHABLE) {
      return new int[] {-1, -1};
    }
    for (int step = 0; at != DominatorTree.ROOTS && step < MAX_STEPS; step++) {
      String name = graph.type(at).name();
      boolean isClass = graph.type(at) == graph.classes().classOfClasses();
      if (isClass || (!graph.type(at).isArray() && !JdkClasses.contain(name))) {
        return new int[] {at, below};
      }
      below = at;
      at = tree.dominator(at);
    }
    return new int[] {below, below};
  }

  private static void add(long[] sums, DirectBuffer buffer) {
    sums[0]++;
    sums[1] += buffer.capacity();
  }
}
