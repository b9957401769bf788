package io.diag.heap.report;

import java.util.List;

/**
 * What may be a leak. Immutable.
 *
 * @param object its number; -1 of several objects
 * @param className of the object, or of all objects of a group
 * @param label which object it is, or how many
 * @param retainedBytes of the object, or of all together
 * @param offHeapBytes of buffers that it keeps
 * @param holder what holds it: a field, or a kind of root
 * @param sentence what it holds and what holds it
 * @param path from a root to the object, or to the largest of a group; a line each
 */
public record Suspect(
    int object,
    String className,
    String label,
    long retainedBytes,
    long offHeapBytes,
    String holder,
    String sentence,
    List<String> path) {

  /** What it takes in the heap and outside. */
  public long bytes() {
    return retainedBytes + offHeapBytes;
  }
}
