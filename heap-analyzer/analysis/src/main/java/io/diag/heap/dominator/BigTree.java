package io.diag.heap.dominator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that retain a twentieth of what is reachable or more, as a tree; of a long list the
 * upper end only. Filled by one thread.
 */
public final class BigTree {
  private static final int PART = 20;
  private static final int MAX_NODES = 20_000;

  private final long totalBytes;
  private final Map<Integer, Node> nodes = new HashMap<>();
  private final List<Node> top = new ArrayList<>();

  /**
   * @param totalBytes of all that is reachable
   */
  BigTree(long totalBytes) {
    this.totalBytes = totalBytes;
  }

  /** One object; its children retain no more than a part of what it does. */
  public record Node(int object, long retainedBytes, List<Node> children) {}

  /** Whether an object that retains so much is in the tree. */
  public boolean isBig(long retainedBytes) {
    return retainedBytes >= (totalBytes + PART - 1) / PART;
  }

  /** Adds an object after its dominator. */
  void add(int object, long retainedBytes, int dominator) {
    if (nodes.size() == MAX_NODES) {
      return;
    }
    Node node = new Node(object, retainedBytes, new ArrayList<>());
    nodes.put(object, node);
    if (dominator == DominatorTree.ROOTS) {
      top.add(node);
    } else if (nodes.containsKey(dominator)) {
      nodes.get(dominator).children().add(node);
    }
  }

  /** Bytes of all that is reachable. */
  public long totalBytes() {
    return totalBytes;
  }

  /** Those that no other object dominates. */
  public List<Node> top() {
    return top;
  }
}
