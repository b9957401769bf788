package io.diag.heap.contents;

/**
 * A buffer with memory of its own outside the heap.
 *
 * @param object its number
 * @param capacity bytes outside the heap
 */
public record DirectBuffer(int object, long capacity, BufferKind kind) {
  DirectBuffer as(BufferKind other) {
    return new DirectBuffer(object, capacity, other);
  }
}
