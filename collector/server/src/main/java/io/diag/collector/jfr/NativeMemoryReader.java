package io.diag.collector.jfr;

import io.diag.collector.store.LongIndex;
import io.diag.collector.store.NativeMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a chunk's allocations and frees of native memory in any order, for each thread writes its
 * own, and finds in the order of time which allocations were not freed.
 */
final class NativeMemoryReader {
  private static final int FREE = -1;

  private long[] ticks = new long[64];
  private long[] addresses = new long[64];
  private int[] allocationOf = new int[64];
  private int size;
  private final List<NativeMemory.Allocation> allocations = new ArrayList<>();

  void allocated(long tick, NativeMemory.Allocation allocation) {
    add(tick, allocation.address(), allocations.size());
    allocations.add(allocation);
  }

  void freed(long tick, long address) {
    add(tick, address, FREE);
  }

  NativeMemory result() {
    if (size == 0) {
      return NativeMemory.NONE;
    }
    LongIndex places = new LongIndex();
    int[] held = new int[size];
    long[] unknown = new long[size];
    int unknownCount = 0;
    for (int event : inOrderOfTime()) {
      int known = places.find(addresses[event]);
      int place = places.add(addresses[event]);
      if (allocationOf[event] == FREE && known < 0) {
        unknown[unknownCount++] = addresses[event];
      }
      held[place] = allocationOf[event];
    }
    List<NativeMemory.Allocation> kept = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      if (held[place] != FREE) {
        kept.add(allocations.get(held[place]));
      }
    }
    return new NativeMemory(kept, Arrays.copyOf(unknown, unknownCount));
  }

  private int[] inOrderOfTime() {
    long first = Arrays.stream(ticks, 0, size).min().orElse(0);
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      // Both fit: 2^41 units of 16 ticks are hours, and there are fewer than 2^22 events.
      order[i] = (Math.min((ticks[i] - first) >>> 4, (1L << 41) - 1) << 22) | i;
    }
    Arrays.sort(order);
    int[] events = new int[size];
    for (int i = 0; i < size; i++) {
      events[i] = (int) (order[i] & ((1 << 22) - 1));
    }
    return events;
  }

  private void add(long tick, long address, int allocation) {
    if (size == ticks.length) {
      ticks = Arrays.copyOf(ticks, size * 2);
      addresses = Arrays.copyOf(addresses, size * 2);
      allocationOf = Arrays.copyOf(allocationOf, size * 2);
    }
    ticks[size] = tick;
    addresses[size] = address;
    allocationOf[size++] = allocation;
  }
}
