package io.diag.heap.explore;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapGraph;
import io.diag.heap.report.PathSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts shortest paths from roots to many objects together by the classes on them. One thread. */
public final class MergedPaths {
  private static final int MOST_NODES = 100_000;
  private static final int MOST_TOLD = 500;
  private static final int MOST_CHILDREN = 20;

  private final HeapGraph graph;
  private final boolean[] wanted;
  private final List<Sums> nodes = new ArrayList<>();
  private final Map<Long, Integer> children = new HashMap<>();
  private int told;

  private MergedPaths(HeapGraph graph, boolean[] wanted) {
    this.graph = graph;
    this.wanted = wanted;
    nodes.add(new Sums(-1));
  }

  /**
   * Objects of one class on the paths.
   *
   * @param className empty above the roots
   * @param objects how many they are
   * @param targets how many of the wanted objects are reached by them, themselves included
   * @param children those that reach most first, as far as they matter
   */
  public record Node(String className, long objects, long targets, List<Node> children) {}

  static Optional<Node> of(HeapGraph graph, boolean[] wantedTypes) throws IOException {
    try (ColumnFolder folder = ColumnFolder.open(graph.folder().path())) {
      MergedPaths paths = new MergedPaths(graph, wantedTypes);
      return paths.find(PathSearch.ofAll(graph, folder), folder);
    }
  }

  private static final class Sums {
    private final int type;
    private final List<Integer> below = new ArrayList<>();
    private long objects;
    private long targets;

    Sums(int type) {
      this.type = type;
    }
  }

  private Optional<Node> find(PathSearch search, ColumnFolder folder) throws IOException {
    IntColumn targets = folder.passingInts(graph.objects());
    for (int i = search.count() - 1; i >= 0; i--) {
      int object = search.object(i);
      int own = wanted[graph.columns().types.get(object)] ? 1 : 0;
      int sum = targets.get(object) + own;
      targets.set(object, sum);
      if (!search.isRoot(object)) {
        int before = search.before(object);
        targets.set(before, targets.get(before) + sum);
      } else {
        nodes.get(0).targets += sum;
      }
    }
    if (nodes.get(0).targets == 0) {
      return Optional.empty();
    }
    IntColumn places = folder.passingInts(graph.objects());
    for (int i = 0; i < search.count(); i++) {
      int object = search.object(i);
      int sum = targets.get(object);
      if (sum > 0) {
        int parent = search.isRoot(object) ? 0 : places.get(search.before(object));
        int node = parent < 0 ? -1 : child(parent, graph.columns().types.get(object));
        places.set(object, node);
        if (node >= 0) {
          nodes.get(node).objects++;
          nodes.get(node).targets += node == parent ? 0 : sum;
        }
      }
    }
    return Optional.of(node(0));
  }

  /** The parent itself, of the same class: a list by its links; -1 where there are too many. */
  private int child(int parent, int type) {
    if (nodes.get(parent).type == type) {
      return parent;
    }
    long key = (long) parent << 32 | type;
    Integer known = children.get(key);
    if (known != null) {
      return known;
    }
    if (nodes.size() == MOST_NODES) {
      return -1;
    }
    nodes.add(new Sums(type));
    nodes.get(parent).below.add(nodes.size() - 1);
    children.put(key, nodes.size() - 1);
    return nodes.size() - 1;
  }

  private Node node(int at) {
    Sums sums = nodes.get(at);
    told++;
    List<Node> below = new ArrayList<>();
    sums.below.sort(
        Comparator.comparingLong((Integer child) -> nodes.get(child).targets).reversed());
    for (int child : sums.below.subList(0, Math.min(MOST_CHILDREN, sums.below.size()))) {
      if (told < MOST_TOLD) {
        below.add(node(child));
      }
    }
    String name = sums.type < 0 ? "" : graph.classes().get(sums.type).name();
    return new Node(name, sums.objects, sums.targets, below);
  }
}
