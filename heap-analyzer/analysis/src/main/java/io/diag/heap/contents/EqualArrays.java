package io.diag.heap.contents;

/**
 * Primitive arrays of one type with the same elements.
 *
 * @param example one of them
 * @param isString whether a String has the example for its text
 * @param count how many there are, two or more
 * @param eachBytes what one takes
 */
public record EqualArrays(int example, boolean isString, int count, long eachBytes) {
  /** What would be free if there were one. */
  public long wastedBytes() {
    return (count - 1) * eachBytes;
  }
}
