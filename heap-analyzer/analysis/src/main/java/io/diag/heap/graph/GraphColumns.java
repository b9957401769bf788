package io.diag.heap.graph;

import io.diag.heap.file.ColumnFolder;
import io.diag.heap.file.IntColumn;
import io.diag.heap.file.LongColumn;
import io.diag.heap.file.SparseColumn;
import java.io.IOException;

/** What is known of each object beside its references. Any thread reads. */
public final class GraphColumns {
  /** In {@link #search}, of an object without references. */
  public static final int LEAF = -1;

  private static final String TYPES = "types";
  private static final String LENGTHS = "lengths";

  /** The class of each object. */
  public final IntColumn types;

  /** Where its references begin, plus one; 0 while the object was not seen. Null once reopened. */
  public final LongColumn starts;

  /** For whoever searches the graph: {@link #LEAF} or 0 at first. Null once reopened. */
  public final IntColumn search;

  private final IntColumn lengths;
  private final SparseColumn lastingLengths;
  private final boolean[] hasReferences;

  private GraphColumns(
      IntColumn types,
      LongColumn starts,
      IntColumn search,
      IntColumn lengths,
      SparseColumn lastingLengths,
      int classes) {
    this.types = types;
    this.starts = starts;
    this.search = search;
    this.lengths = lengths;
    this.lastingLengths = lastingLengths;
    hasReferences = new boolean[classes];
  }

  static GraphColumns create(ColumnFolder folder, int objects, int classes) throws IOException {
    return new GraphColumns(
        folder.ints(TYPES, objects, classes),
        folder.passingLongs(objects),
        folder.passingInts(objects),
        folder.passingInts(objects),
        null,
        classes);
  }

  static GraphColumns open(ColumnFolder folder, int objects, int classes) throws IOException {
    return new GraphColumns(
        folder.ints(TYPES, objects, classes),
        null,
        null,
        null,
        SparseColumn.open(folder, LENGTHS, objects),
        classes);
  }

  /** Writes down for good what {@link #length} tells. */
  void keepLengths(ColumnFolder folder, int objects) throws IOException {
    SparseColumn.Writer writer = new SparseColumn.Writer(folder, LENGTHS, objects);
    for (int object = 0; object < objects; object++) {
      int length = lengths.get(object);
      if (length != 0) {
        writer.add(object, length);
      }
    }
    writer.finish();
  }

  /** Of an array its elements, of a class its bytes, else 0. */
  public int length(int object) {
    return lengths != null ? lengths.get(object) : (int) Math.max(0, lastingLengths.get(object));
  }

  /** Whether any object of a class has references. Not known once reopened. */
  public boolean hasReferences(int type) {
    return hasReferences[type];
  }

  void notLeaf(int type) {
    hasReferences[type] = true;
  }

  void length(int object, int length) {
    lengths.set(object, length);
  }
}
