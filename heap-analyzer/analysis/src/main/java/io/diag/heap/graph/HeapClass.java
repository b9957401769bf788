package io.diag.heap.graph;

import io.diag.hprof.BasicType;
import io.diag.hprof.ClassDump;

/** A class of objects, or of classes or arrays. Immutable but for the size of its instances. */
public final class HeapClass {
  private final int type;
  private final String name;
  private final ClassDump dump;
  private final Long superId;
  private final BasicType element;
  private final FieldLayout layout;
  private long instanceBytes = -1;

  /**
   * @param type its number
   * @param dump null for a class that the dump does not have
   * @param superId null for none
   * @param element of arrays; null of others
   * @param layout of its instances; null where it is not known
   */
  HeapClass(
      int type, String name, ClassDump dump, Long superId, BasicType element, FieldLayout layout) {
    this.type = type;
    this.name = name;
    this.dump = dump;
    this.superId = superId;
    this.element = element;
    this.layout = layout;
  }

  /** Its number among the classes of the dump. */
  public int type() {
    return type;
  }

  /** As Java writes it: {@code com.acme.Node}, {@code int[][]}. */
  public String name() {
    return name;
  }

  /** Null for a class that the dump does not have. */
  public ClassDump dump() {
    return dump;
  }

  /** The superclass's id; null for none, and where the dump lacks a class above. */
  Long superId() {
    return superId;
  }

  /** The type of an array's elements; null of a class of no arrays. */
  public BasicType element() {
    return element;
  }

  /** Null where it is not known, and for arrays. */
  FieldLayout layout() {
    return layout;
  }

  /** Whether an instance keeps the class: one that its loader may unload. */
  public boolean mayUnload() {
    return dump != null && dump.links().loaderId() != 0;
  }

  public boolean isArray() {
    return element != null;
  }

  /** Bytes of an instance; -1 of arrays and classes, whose sizes differ. */
  public long instanceBytes() {
    return instanceBytes;
  }

  void instanceBytes(long bytes) {
    instanceBytes = bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
