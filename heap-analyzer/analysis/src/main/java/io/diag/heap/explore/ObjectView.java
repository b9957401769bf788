package io.diag.heap.explore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One object, for people. Immutable.
 *
 * @param object its number in the index
 * @param address in the JVM that was dumped
 * @param label a name that it can be told by
 * @param shallowBytes of itself
 * @param retainedBytes of all that would go with it; absent where no strong reference leads to it
 * @param dominator the object that keeps it alone; absent where none does
 * @param root what kind of root it is; absent of others
 * @param valueCount how many fields, static fields or elements it has
 * @param values some of them
 */
public record ObjectView(
    int object,
    String address,
    String className,
    String label,
    long shallowBytes,
    OptionalLong retainedBytes,
    Optional<Link> dominator,
    Optional<String> root,
    long valueCount,
    List<Value> values) {

  /**
   * A field, a static field or an element.
   *
   * @param declaring the class that declares a field; empty for elements
   * @param type as Java writes it; {@code reference} for those
   * @param text of a primitive value, or the label of the object that is referred to
   * @param object the number of that; absent of null and of what was not dumped
   * @param retainedBytes of that
   */
  public record Value(
      String name,
      String declaring,
      String type,
      String text,
      OptionalInt object,
      OptionalLong retainedBytes) {}

  /**
   * Another object.
   *
   * @param how it is linked: the field by which it refers, or nothing
   */
  public record Link(int object, String how, String label, long retainedBytes) {}
}
