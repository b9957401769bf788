package io.diag.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Samples of a thread's stack, merged from the outermost frame inwards. Bounded: a sample that
 * would need more nodes ends at the last one that there is. Not thread-safe.
 */
public final class StackTree {
  public static final int MAX_NODES = 250;

  /** Of all texts together, so that an event stays below its limit. */
  private static final int MAX_BYTES = 42_000;

  public static final int MAX_TEXT = 160;

  private static final int MAX_DEPTH = 250;

  private final String frame;
  private final List<StackTree> children = new ArrayList<>();
  private long samples;

  /** Nodes below the root and what their texts take; counted there only. */
  private int nodes;

  private int bytes;

  private StackTree(String frame) {
    this.frame = frame;
  }

  /** One without samples. Its root is no frame. */
  public static StackTree empty() {
    return new StackTree("");
  }

  /**
   * Adds one sample.
   *
   * @param frames the outermost first
   */
  public void add(List<String> frames) {
    samples++;
    StackTree at = this;
    for (String one : frames) {
      StackTree next = at.child(one);
      if (next == null) {
        int size = one.getBytes(StandardCharsets.UTF_8).length;
        if (nodes == MAX_NODES || bytes + size > MAX_BYTES) {
          return;
        }
        bytes += size;
        next = new StackTree(one);
        at.children.add(next);
        nodes++;
      }
      next.samples++;
      at = next;
    }
  }

  /** As in {@code com.acme.Orders.take(Orders.java:41)}; empty for the root. */
  public String frame() {
    return frame;
  }

  /** How many samples have this frame in this place. */
  public long samples() {
    return samples;
  }

  public List<StackTree> children() {
    return Collections.unmodifiableList(children);
  }

  /** The frames of the most samples, the innermost first, as a stack is printed. */
  public List<String> heaviest() {
    List<String> frames = new ArrayList<>();
    for (StackTree at = heaviestChild(); at != null; at = at.heaviestChild()) {
      frames.add(at.frame);
    }
    Collections.reverse(frames);
    return frames;
  }

  /** All below the root as an event holds them: depth, samples and text, each before its own. */
  List<Object> rows() {
    List<Object> rows = new ArrayList<>();
    addRows(0, rows);
    return rows;
  }

  private void addRows(long depth, List<Object> rows) {
    for (StackTree child : children) {
      rows.add(Arrays.<Object>asList(depth, child.samples, child.frame));
      child.addRows(depth + 1, rows);
    }
  }

  /**
   * @param samples all that were taken, those without a frame included
   * @param rows as {@link #rows} made them; null for none
   * @throws WireException if it is something else
   */
  static StackTree of(long samples, Object rows) throws WireException {
    StackTree root = empty();
    root.samples = samples;
    if (rows == null) {
      return root;
    }
    if (!(rows instanceof List)) {
      throw new WireException("a stack is not a list of frames");
    }
    List<StackTree> path = new ArrayList<>();
    path.add(root);
    for (Object row : (List<?>) rows) {
      List<?> fields = row instanceof List ? (List<?>) row : Collections.emptyList();
      if (fields.size() != 3
          || !(fields.get(0) instanceof Number)
          || !(fields.get(1) instanceof Number)
          || !(fields.get(2) instanceof String)) {
        throw new WireException("a frame of a stack is not its depth, its samples and its text");
      }
      int depth = ((Number) fields.get(0)).intValue();
      if (depth < 0 || depth >= path.size() || depth > MAX_DEPTH) {
        throw new WireException("a frame of a stack stands at depth " + depth);
      }
      StackTree child = new StackTree((String) fields.get(2));
      child.samples = ((Number) fields.get(1)).longValue();
      path.get(depth).children.add(child);
      path.subList(depth + 1, path.size()).clear();
      path.add(child);
    }
    return root;
  }

  private StackTree child(String text) {
    for (StackTree child : children) {
      if (child.frame.equals(text)) {
        return child;
      }
    }
    return null;
  }

  private StackTree heaviestChild() {
    StackTree heaviest = null;
    for (StackTree child : children) {
      heaviest = heaviest == null || child.samples > heaviest.samples ? child : heaviest;
    }
    return heaviest;
  }
}
