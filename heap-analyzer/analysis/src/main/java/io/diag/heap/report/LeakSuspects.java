package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import io.diag.heap.dominator.BigTree;
import io.diag.heap.dominator.BigTree.Node;
import io.diag.heap.dominator.DominatorTree;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.graph.ObjectReader;
import io.diag.heap.report.HeldClasses.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What may leak: single objects that retain a twentieth of the reachable heap or more, and classes
 * whose objects retain a tenth of it together although nothing single holds them. One thread.
 */
public final class LeakSuspects {
  private static final int MOST = 10;
  private static final int PART_OF_GROUP = 10;

  private final Analysis analysis;
  private final HeapGraph graph;
  private final ObjectReader reader;
  private final ObjectLabel labels;
  private final long total;

  private LeakSuspects(Analysis analysis, ObjectReader reader) {
    this.analysis = analysis;
    this.reader = reader;
    graph = analysis.graph();
    labels = new ObjectLabel(graph, reader);
    total = analysis.tree().big().totalBytes();
  }

  /** Those that retain most first. */
  public static List<Suspect> of(Analysis analysis, ObjectReader reader) throws IOException {
    return new LeakSuspects(analysis, reader).find();
  }

  private List<Suspect> find() throws IOException {
    List<Node> points = new ArrayList<>();
    AccumulationPoints.of(graph, analysis.tree().big()).stream()
        .sorted(Comparator.comparingLong(Node::retainedBytes).reversed())
        .limit(MOST)
        .forEach(points::add);
    Map<Integer, Integer> groups = groups();
    Set<Integer> objects = new HashSet<>(groups.values());
    Set<Integer> single = new HashSet<>();
    points.forEach(point -> single.add(point.object()));
    objects.addAll(single);
    Map<Integer, List<Integer>> paths = objects.isEmpty() ? Map.of() : RootPaths.to(graph, objects);
    HeldClasses held = new HeldClasses(analysis, single);
    PathText text = new PathText(graph, reader, labels);
    List<Suspect> suspects = new ArrayList<>();
    for (Node point : points) {
      suspects.add(single(point, held.most(point.object()), paths.get(point.object()), text));
    }
    for (Map.Entry<Integer, Integer> group : groups.entrySet()) {
      suspects.add(group(group.getKey(), paths.get(group.getValue()), text));
    }
    suspects.sort(Comparator.comparingLong(Suspect::retainedBytes).reversed());
    return suspects;
  }

  private Suspect single(Node point, Held held, List<Integer> path, PathText text)
      throws IOException {
    String name = graph.type(point.object()).name();
    String label = labels.of(point.object());
    String holder = text.holder(path);
    String contents =
        held == null
            ? ""
            : String.format(
                Locale.ROOT,
                ", of it %,d in %,d %s of class %s that it alone keeps",
                held.retainedBytes(),
                held.count(),
                held.count() == 1 ? "object" : "objects",
                held.className());
    String sentence =
        String.format(
            Locale.ROOT,
            "%s retains %,d bytes, %s of the reachable heap%s; it is reached from %s.",
            label,
            point.retainedBytes(),
            share(point.retainedBytes()),
            contents,
            holder);
    return new Suspect(
        point.object(), name, label, point.retainedBytes(), 0, holder, sentence, text.lines(path));
  }

  private Suspect group(int type, List<Integer> path, PathText text) throws IOException {
    long[] loose = loose(type);
    long count = loose[0];
    long bytes = loose[1];
    String name = graph.classes().get(type).name();
    String holder = text.holder(path);
    String sentence =
        String.format(
            Locale.ROOT,
            "%,d objects of class %s retain %,d bytes, %s of the reachable heap, and no single"
                + " object keeps them; the largest is reached from %s.",
            count,
            name,
            bytes,
            share(bytes),
            holder);
    String label = String.format(Locale.ROOT, "%,d objects", count);
    return new Suspect(-1, name, label, bytes, 0, holder, sentence, text.lines(path));
  }

  private String share(long bytes) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * bytes / total);
  }

  /** Classes with much at the top of the tree, each with its largest object there. */
  private Map<Integer, Integer> groups() {
    Map<Integer, Integer> groups = new HashMap<>();
    for (int type = 0; type < graph.classes().size(); type++) {
      long[] loose = loose(type);
      boolean isLarge = loose[0] > 1 && loose[1] > 0 && loose[1] >= total / PART_OF_GROUP;
      // Classes hold themselves, in every JVM; one that holds much is a suspect by itself.
      if (isLarge && type != graph.classes().classOfClasses().type()) {
        groups.put(type, -1);
      }
    }
    for (int object = 0; object < graph.objects() && !groups.isEmpty(); object++) {
      int type = graph.columns().types.get(object);
      Integer largest = groups.get(type);
      if (largest != null
          && analysis.tree().dominator(object) == DominatorTree.ROOTS
          && !analysis.tree().big().isBig(analysis.tree().retainedBytes(object))
          && (largest < 0
              || analysis.tree().retainedBytes(object) > analysis.tree().retainedBytes(largest))) {
        groups.put(type, object);
      }
    }
    return groups;
  }

  /** Of the objects of a class that none dominates, without the large ones: count and bytes. */
  private long[] loose(int type) {
    long count = analysis.totals().topCount(type);
    long bytes = analysis.totals().topBytes(type);
    BigTree big = analysis.tree().big();
    for (Node node : big.top()) {
      if (graph.type(node.object()).type() == type) {
        count--;
        bytes -= node.retainedBytes();
      }
    }
    return new long[] {count, bytes};
  }
}
