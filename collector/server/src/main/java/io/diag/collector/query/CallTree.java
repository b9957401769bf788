package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.StackSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacks merged into a tree, in columns: node 0 is the root, a parent stands before its children.
 * Not for several threads at once; memory is bounded.
 */
public final class CallTree implements StackSink {
  /** A hundred times a busy service-hour. */
  private static final int MAX_NODES = 1_000_000;

  /** The root's parent and its frame. */
  public static final int NONE = -1;

  private final Map<Frame, Integer> frameIndexes = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();
  private final Map<Long, Integer> children = new HashMap<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<Integer> nodeFrames = new ArrayList<>();
  private final List<Long> selfs = new ArrayList<>();
  private long samples;
  private long intervalNanos;
  private boolean intervalDiffers;

  public CallTree() {
    add(NONE, NONE);
  }

  /**
   * @throws TooLargeException if the tree would grow past a million nodes
   */
  @Override
  public void stack(List<Frame> stack, long count) {
    int node = 0;
    for (Frame frame : stack) {
      node = child(node, index(frame));
    }
    selfs.set(node, selfs.get(node) + count);
    samples += count;
  }

  @Override
  public void interval(long nanos) {
    intervalDiffers |= nanos == 0 || (intervalNanos != 0 && intervalNanos != nanos);
    intervalNanos = nanos;
  }

  public long samples() {
    return samples;
  }

  /** How much CPU time a sample stands for, or 0 when that is not known or differed. */
  public long intervalNanos() {
    return intervalDiffers || samples == 0 ? 0 : intervalNanos;
  }

  public List<Frame> frames() {
    return frames;
  }

  public int size() {
    return parents.size();
  }

  public int parent(int node) {
    return parents.get(node);
  }

  /** An index into {@link #frames}. */
  public int frame(int node) {
    return nodeFrames.get(node);
  }

  /** Samples whose leaf is this node. */
  public long self(int node) {
    return selfs.get(node);
  }

  private int child(int parent, int frame) {
    return children.computeIfAbsent((long) parent << 32 | frame, key -> add(parent, frame));
  }

  private int add(int parent, int frame) {
    if (parents.size() == MAX_NODES) {
      throw new TooLargeException(
          "more than " + MAX_NODES + " different call paths; ask for a shorter range");
    }
    parents.add(parent);
    nodeFrames.add(frame);
    selfs.add(0L);
    return parents.size() - 1;
  }

  private int index(Frame frame) {
    return frameIndexes.computeIfAbsent(
        frame,
        key -> {
          frames.add(key);
          return frames.size() - 1;
        });
  }
}
