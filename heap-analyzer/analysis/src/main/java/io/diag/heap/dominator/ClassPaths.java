package io.diag.heap.dominator;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.graph.HeapClass;
import io.diag.heap.graph.HeapGraph;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The tree of dominators by classes: objects are one node where their class is the same and that of
 * all that dominates them, up to the roots. An object of its dominator's class belongs to the
 * dominator's node, so that a list by its links is one node. A class as an object is a node of its
 * own. One thread.
 */
public final class ClassPaths {
  /** The node above all others. */
  public static final int TOP = 0;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 200_000;
  private static final int UNKNOWN = 0;

  private final HeapGraph graph;
  private final DominatorTree tree;

  /** Node plus one; while a way up is gone, minus the object below it and two. */
  private final IntColumn nodes;

  private final Map<Long, Integer> children = new HashMap<>();
  private int[] parents = new int[64];
  private int[] types = new int[64];
  private byte[] depths = new byte[64];
  private long[] counts = new long[64];
  private long[] bytes = new long[64];
  private long[] shallowBytes = new long[64];
  private long[] offHeapBytes = new long[64];
  private int size = 1;
  private long lastKey = -1;
  private int lastNode;

  private ClassPaths(HeapGraph graph, DominatorTree tree, ColumnFolder folder) throws IOException {
    this.graph = graph;
    this.tree = tree;
    nodes = folder.passingInts(graph.objects());
    types[TOP] = -1;
  }

  /**
   * Goes over all objects that are reachable.
   *
   * @param folder for as long as the result is used
   */
  public static ClassPaths of(HeapGraph graph, DominatorTree tree, ColumnFolder folder)
      throws IOException {
    ClassPaths paths = new ClassPaths(graph, tree, folder);
    for (int object = 0; object < graph.objects(); object++) {
      if (tree.dominator(object) != DominatorTree.UNREACHABLE) {
        paths.add(object);
      }
    }
    return paths;
  }

  /** Charges memory outside the heap to an object that frees it when it goes. */
  public void charge(int object, long outside) {
    if (nodes.get(object) != UNKNOWN) {
      offHeapBytes[nodes.get(object) - 1] += outside;
    }
  }

  /** Sums up what is below each node; to be called once, when all is charged. */
  public void sum() {
    for (int node = size - 1; node > TOP; node--) {
      bytes[parents[node]] += bytes[node];
      offHeapBytes[parents[node]] += offHeapBytes[node];
    }
  }

  /** How many nodes there are; a node's number is larger than its parent's. */
  public int size() {
    return size;
  }

  public int parent(int node) {
    return parents[node];
  }

  public String className(int node) {
    int classes = graph.classes().size();
    return types[node] < classes
        ? graph.classes().get(types[node]).name()
        : "class " + graph.classes().get(types[node] - classes).name();
  }

  /** Objects of a node. */
  public long count(int node) {
    return counts[node];
  }

  /** Bytes of the objects of a node. */
  public long shallowBytes(int node) {
    return shallowBytes[node];
  }

  /** Bytes of the objects of a node and of all below it. */
  public long retainedBytes(int node) {
    return bytes[node];
  }

  /** What was charged to a node and all below it. */
  public long offHeapBytes(int node) {
    return offHeapBytes[node];
  }

  /** Goes up to an object whose node is known, and down again. */
  private void add(int object) {
    int at = object;
    int below = -1;
    while (at >= 0 && nodes.get(at) == UNKNOWN) {
      nodes.set(at, -below - 2);
      below = at;
      at = tree.dominator(at);
    }
    int node = at < 0 ? TOP : nodes.get(at) - 1;
    while (below >= 0) {
      int next = -nodes.get(below) - 2;
      node = put(below, node);
      nodes.set(below, node + 1);
      below = next;
    }
  }

  private int put(int object, int parent) {
    int type = type(object);
    int node = types[parent] == type ? parent : child(parent, type);
    long own = graph.shallowBytes(object);
    bytes[node] += own;
    if (types[node] == type) {
      counts[node]++;
      shallowBytes[node] += own;
    }
    return node;
  }

  private int type(int object) {
    int type = graph.columns().types.get(object);
    if (type != graph.classes().classOfClasses().type()) {
      return type;
    }
    HeapClass itself = graph.classes().find(graph.index().address(object));
    return itself == null ? type : graph.classes().size() + itself.type();
  }

  /** The parent itself where the tree has grown deep or large enough. */
  private int child(int parent, int type) {
    long key = (long) parent << 32 | type;
    if (key == lastKey) {
      return lastNode;
    }
    Integer known = children.get(key);
    if (known == null) {
      if (depths[parent] == MAX_DEPTH || size == MAX_NODES) {
        return parent;
      }
      known = added(parent, type);
      children.put(key, known);
    }
    lastKey = key;
    lastNode = known;
    return known;
  }

  private int added(int parent, int type) {
    if (size == types.length) {
      grow(2 * size);
    }
    parents[size] = parent;
    types[size] = type;
    depths[size] = (byte) (depths[parent] + 1);
    return size++;
  }

  private void grow(int length) {
    parents = Arrays.copyOf(parents, length);
    types = Arrays.copyOf(types, length);
    depths = Arrays.copyOf(depths, length);
    counts = Arrays.copyOf(counts, length);
    bytes = Arrays.copyOf(bytes, length);
    shallowBytes = Arrays.copyOf(shallowBytes, length);
    offHeapBytes = Arrays.copyOf(offHeapBytes, length);
  }
}
