package io.diag.cli;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a dump will take, from how much of the heap is in use. Immutable.
 *
 * <p>File: 1.5 times what is used and 16 MB for names and classes. In a dump each object has 25
 * bytes before its fields instead of 12 or 16, and each reference 8 instead of mostly 4; so maps
 * and lists come to 1.4 to 1.7 times their size, texts and arrays of numbers to their own.
 * Standstill: 3 to 6 s for each GB that is written, as measured on JDK 17 and 25, so 3 to 9 s for
 * each that is used. Both are in {@code docs/heap-dump.md}.
 */
final class HeapEstimate {
  /** Of whatever is written to, this much stays free. */
  static final long FLOOR_BYTES = 64L << 20;

  private static final long NAMES_BYTES = 16L << 20;
  private static final double MIN_SECONDS_PER_BYTE = 3.0 / (1 << 30);
  private static final double MAX_SECONDS_PER_BYTE = 9.0 / (1 << 30);
  private static final double MIN_SECONDS = 0.1;

  private final OptionalLong usedBytes;

  HeapEstimate(OptionalLong usedBytes) {
    this.usedBytes = usedBytes;
  }

  /** Of the dump, uncompressed; 0 if nothing is known. */
  long fileBytes() {
    return usedBytes.isPresent()
        ? usedBytes.getAsLong() + usedBytes.getAsLong() / 2 + NAMES_BYTES
        : 0;
  }

  /** At least so long the JVM stands still, as far as is known. */
  double minSeconds() {
    return Math.max(MIN_SECONDS, usedBytes.orElse(0) * MIN_SECONDS_PER_BYTE);
  }

  /** As a sentence, for who waits. */
  String sentence(long pid, boolean all) {
    String before = all ? "" : " after a full collection";
    if (!usedBytes.isPresent()) {
      return "JVM "
          + pid
          + " does not tell how full its heap is; it stands still"
          + before
          + " for 3 to 6 s a GB while it writes";
    }
    return String.format(
        Locale.ROOT,
        "%s of heap in use: JVM %d stands still%s for about %.1f to %.1f s, while it writes up to"
            + " %s",
        megabytes(usedBytes.getAsLong()),
        pid,
        before,
        minSeconds(),
        Math.max(2 * MIN_SECONDS, usedBytes.getAsLong() * MAX_SECONDS_PER_BYTE),
        megabytes(fileBytes()));
  }

  /** As in {@code 43 MB}, rounded up. */
  static String megabytes(long bytes) {
    return ((bytes + (1 << 20) - 1) >> 20) + " MB";
  }
}
