package io.diag.collector.store;

import java.util.List;

/**
 * What a chunk says of native memory: the allocations that were not freed within it, and the
 * addresses freed whose allocation it does not hold. Immutable.
 */
public final class NativeMemory {
  public static final NativeMemory NONE = new NativeMemory(List.of(), new long[0]);

  private final List<Allocation> kept;
  private final long[] freed;

  /**
   * @param windowMillis start of the {@link ProfileWindow} in which it was made
   * @param stack an index into the chunk's stacks
   * @param thread likewise
   * @param weight bytes that it stands for
   */
  public record Allocation(long address, long windowMillis, int stack, int thread, long weight) {}

  /**
   * @param freed not to be changed any more
   */
  public NativeMemory(List<Allocation> kept, long[] freed) {
    this.kept = List.copyOf(kept);
    this.freed = freed;
  }

  public List<Allocation> kept() {
    return kept;
  }

  /** How many addresses were freed that the chunk did not allocate. */
  public int freedCount() {
    return freed.length;
  }

  public long freed(int number) {
    return freed[number];
  }

  public boolean isEmpty() {
    return kept.isEmpty() && freed.length == 0;
  }
}
