package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.LongIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks merged into a tree, in columns: node 0 is the root, a parent stands before its children.
 * What each node took is in {@link NodeSums} beside it, of which there may be several. Not for
 * several threads at once; memory is bounded.
 */
public final class CallTree {
  /** A hundred times a busy service-hour. */
  private static final int MAX_NODES = 1_000_000;

  /** The root's parent and its frame. */
  public static final int NONE = -1;

  private final Map<Frame, Integer> frameIndexes = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();
  private final LongIndex children = new LongIndex();

  /** The path of the stack before, since stacks that follow each other share much of theirs. */
  private int[] lastFrames = new int[0];

  private int[] lastNodes = new int[0];
  private int lastDepth;

  /** The index of a frame, which is added when it is new. */
  int index(Frame frame) {
    Integer known = frameIndexes.putIfAbsent(frame, frames.size());
    if (known == null) {
      frames.add(frame);
      return frames.size() - 1;
    }
    return known;
  }

  /**
   * The node of a stack, which is added with those above it when it is new.
   *
   * @param stack indexes of frames from the root to the leaf
   * @throws TooLargeException if the tree would grow past a million nodes
   */
  int node(int[] stack) {
    int depth = 0;
    while (depth < lastDepth && depth < stack.length && lastFrames[depth] == stack[depth]) {
      depth++;
    }
    if (stack.length > lastNodes.length) {
      lastFrames = Arrays.copyOf(lastFrames, stack.length);
      lastNodes = Arrays.copyOf(lastNodes, stack.length);
    }
    int node = depth == 0 ? 0 : lastNodes[depth - 1];
    for (; depth < stack.length; depth++) {
      // The root is no child of any node, so the children's numbers start at 1.
      node = children.add((long) node << 32 | stack[depth]) + 1;
      lastFrames[depth] = stack[depth];
      lastNodes[depth] = node;
    }
    lastDepth = stack.length;
    if (size() > MAX_NODES) {
      throw new TooLargeException(
          "more than " + MAX_NODES + " different call paths; ask for a shorter range");
    }
    return node;
  }

  public List<Frame> frames() {
    return frames;
  }

  public int size() {
    return children.size() + 1;
  }

  public int parent(int node) {
    return node == 0 ? NONE : (int) (children.key(node - 1) >>> 32);
  }

  /** An index into {@link #frames}. */
  public int frame(int node) {
    return node == 0 ? NONE : (int) children.key(node - 1);
  }

  /** Its frames from the leaf to the root. */
  public int[] path(int node) {
    int depth = 0;
    for (int at = node; at > 0; at = parent(at)) {
      depth++;
    }
    int[] path = new int[depth];
    int i = 0;
    for (int at = node; at > 0; at = parent(at)) {
      path[i++] = frame(at);
    }
    return path;
  }
}
