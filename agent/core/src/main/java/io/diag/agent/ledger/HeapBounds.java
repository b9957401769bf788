package io.diag.agent.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the heap is, by what the VM's command {@code GC.heap_info} prints. G1, Parallel, Serial and
 * Shenandoah print the address ranges of their parts in brackets, the reserved end last; ZGC prints
 * none, and its heap is known by name instead. The bounds are those of what is reserved, so they do
 * not change. Immutable.
 */
final class HeapBounds {
  /** Of a heap that has no known place. */
  static final HeapBounds UNKNOWN = new HeapBounds(0, 0);

  private static final Pattern RANGE =
      Pattern.compile("\\[0x([0-9a-f]{1,16}), *(?:0x[0-9a-f]+, *)?0x([0-9a-f]{1,16})[)\\]]");

  private final long start;
  private final long end;

  private HeapBounds(long start, long end) {
    this.start = start;
    this.end = end;
  }

  /** From the first to the last address in the text, which may name parts in any order. */
  static HeapBounds parse(String text) {
    long start = 0;
    long end = 0;
    Matcher ranges = RANGE.matcher(text);
    while (ranges.find()) {
      long from = Long.parseUnsignedLong(ranges.group(1), 16);
      long to = Long.parseUnsignedLong(ranges.group(2), 16);
      if (Long.compareUnsigned(from, to) < 0) {
        start = end == 0 || Long.compareUnsigned(from, start) < 0 ? from : start;
        end = Long.compareUnsigned(to, end) > 0 ? to : end;
      }
    }
    return end == 0 ? UNKNOWN : new HeapBounds(start, end);
  }

  boolean isKnown() {
    return end != 0;
  }

  /** Whether the mapping begins within the heap. */
  boolean hold(Mapping mapping) {
    return Long.compareUnsigned(mapping.start(), start) >= 0
        && Long.compareUnsigned(mapping.start(), end) < 0;
  }
}
