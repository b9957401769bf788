package io.diag.heap.report;

import io.diag.heap.dominator.BigTree;
import io.diag.heap.dominator.BigTree.Node;
import io.diag.heap.graph.HeapGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where much comes together: from each large object down the tree of dominators as long as one
 * child has nearly all of it. The last one is where it breaks up into many, as the array of a list
 * does. Where it breaks up into a few large ones, each of them is followed. A class that comes
 * again and again is a list by its links: then it is the first of them.
 */
final class AccumulationPoints {
  private static final double NEARLY_ALL = 0.8;
  private static final double MOST = 0.7;
  private static final int FEW = 6;
  private static final int AGAIN = 4;

  private final HeapGraph graph;
  private final List<Node> found = new ArrayList<>();

  private AccumulationPoints(HeapGraph graph) {
    this.graph = graph;
  }

  static List<Node> of(HeapGraph graph, BigTree tree) {
    AccumulationPoints points = new AccumulationPoints(graph);
    Deque<Node> open = new ArrayDeque<>(tree.top());
    while (!open.isEmpty()) {
      points.follow(open.remove(), open);
    }
    return points.found;
  }

  private void follow(Node start, Deque<Node> open) {
    Map<Integer, Node> firsts = new HashMap<>();
    Map<Integer, Integer> times = new HashMap<>();
    Node at = start;
    while (true) {
      int type = graph.type(at.object()).type();
      firsts.putIfAbsent(type, at);
      if (times.merge(type, 1, Integer::sum) == AGAIN) {
        found.add(firsts.get(type));
        return;
      }
      Node largest = largest(at);
      if (largest == null || largest.retainedBytes() < NEARLY_ALL * at.retainedBytes()) {
        break;
      }
      at = largest;
    }
    long together = at.children().stream().mapToLong(Node::retainedBytes).sum();
    if (at.children().size() <= FEW && together >= MOST * at.retainedBytes()) {
      open.addAll(at.children());
    } else {
      found.add(at);
    }
  }

  private static Node largest(Node node) {
    Node largest = null;
    for (Node child : node.children()) {
      if (largest == null || child.retainedBytes() > largest.retainedBytes()) {
        largest = child;
      }
    }
    return largest;
  }
}
