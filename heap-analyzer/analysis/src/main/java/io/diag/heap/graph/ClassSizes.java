package io.diag.heap.graph;

import io.diag.hprof.BasicType;

/** How large objects are, by the number of their class: plain arrays, for loops over all. */
final class ClassSizes {
  private final long[] instanceBytes;
  private final BasicType[] elements;
  private final HeapLayout layout;

  ClassSizes(ClassTable classes, HeapLayout layout) {
    this.layout = layout;
    instanceBytes = new long[classes.size()];
    elements = new BasicType[classes.size()];
    for (int type = 0; type < classes.size(); type++) {
      instanceBytes[type] = classes.get(type).instanceBytes();
      elements[type] = classes.get(type).element();
    }
  }

  /** Bytes of every instance, or -1 where that depends on its length. */
  long instanceBytes(int type) {
    return instanceBytes[type];
  }

  /** Bytes of an array, or of a class. */
  long bytes(int type, int length) {
    BasicType element = elements[type];
    return element == null ? length : layout.arrayBytes(element, length);
  }
}
