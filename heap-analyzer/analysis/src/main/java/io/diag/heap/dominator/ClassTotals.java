package io.diag.heap.dominator;

import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapGraph;

/**
 * Objects, bytes and retained bytes by class. What a class retains is the sum over its instances
 * that no other instance of it dominates, so that nothing counts twice. Filled by one thread.
 */
public final class ClassTotals {
  private final HeapGraph graph;
  private final long[] counts;
  private final long[] shallowBytes;
  private final long[] retainedBytes;
  private final long[] topCounts;
  private final long[] topBytes;
  private long bytes;
  private long unreachableObjects;
  private long unreachableBytes;

  public ClassTotals(HeapGraph graph) {
    this.graph = graph;
    int classes = graph.classes().size();
    counts = new long[classes];
    shallowBytes = new long[classes];
    retainedBytes = new long[classes];
    topCounts = new long[classes];
    topBytes = new long[classes];
  }

  /** All objects of a class, reachable or not. */
  public long count(int type) {
    return counts[type];
  }

  public long shallowBytes(int type) {
    return shallowBytes[type];
  }

  public long retainedBytes(int type) {
    return retainedBytes[type];
  }

  /** Objects of a class that no object dominates. */
  public long topCount(int type) {
    return topCounts[type];
  }

  /** What those retain. */
  public long topBytes(int type) {
    return topBytes[type];
  }

  /** Bytes of all objects, reachable or not. */
  public long bytes() {
    return bytes;
  }

  public long unreachableObjects() {
    return unreachableObjects;
  }

  public long unreachableBytes() {
    return unreachableBytes;
  }

  /** Counts an object, reachable or not. */
  void add(int type, long size) {
    counts[type]++;
    shallowBytes[type] += size;
    bytes += size;
  }

  void addUnreachable(long size) {
    unreachableObjects++;
    unreachableBytes += size;
  }

  /**
   * Counts a leaf that is reachable.
   *
   * @param dominator a number of the search
   * @return whether an object of the same class may dominate it, so that it was not counted yet
   */
  boolean addLeaf(int type, long size, int dominator) {
    if (dominator == DepthFirstSearch.ROOT) {
      topCounts[type]++;
      topBytes[type] += size;
    } else if (graph.columns().hasReferences(type)) {
      return true;
    }
    retainedBytes[type] += size;
    return false;
  }

  /** Counts all numbers of the search, and leaves that were not. */
  void retain(ClassWalk walk, IntColumn free, IntColumn alsoFree) {
    walk.link(free, alsoFree, topCounts, topBytes);
    walk.run(retainedBytes);
  }
}
