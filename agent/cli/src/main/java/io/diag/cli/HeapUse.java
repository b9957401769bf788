package io.diag.cli;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a heap is in use, garbage included, from what the VM's own commands print. */
final class HeapUse {
  private static final Pattern USED = Pattern.compile("used (\\d+)([BKMGT])|(\\d+)([BKMGT]) used");

  private static final Pattern COUNTER =
      Pattern.compile("(?m)^sun\\.gc\\.generation\\.\\d+\\.space\\.\\d+\\.used=(\\d+)$");

  private static final String UNITS = "BKMGT";

  private HeapUse() {}

  /**
   * In bytes, as {@code GC.heap_info} tells it (JDK 9 and newer): G1, ZGC and Shenandoah in one
   * line, Serial and Parallel in one for each generation. Absent if there is no such line.
   */
  static OptionalLong ofHeapInfo(String text) {
    long bytes = 0;
    boolean found = false;
    for (String line : text.split("\\R", -1)) {
      if (line.trim().startsWith("Metaspace")) {
        break; // it is not in the heap, and says how much of it is used in the same words
      }
      Matcher used = USED.matcher(line);
      if (used.find()) {
        boolean before = used.group(1) == null;
        bytes += bytes(used.group(before ? 3 : 1), used.group(before ? 4 : 2));
        found = true;
      }
    }
    return found ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  /**
   * In bytes after the last collection, or as far as the collector keeps it up to date, as {@code
   * PerfCounter.print} tells it, on JDK 8 too. Absent where a JVM keeps no counters.
   */
  static OptionalLong ofCounters(String text) {
    long bytes = 0;
    boolean found = false;
    for (Matcher counter = COUNTER.matcher(text); counter.find(); found = true) {
      bytes += bytes(counter.group(1), "B");
    }
    return found ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  private static long bytes(String number, String unit) {
    // what is too long for a heap is no number of bytes
    return number.length() > 15 ? 0 : Long.parseLong(number) << (10 * UNITS.indexOf(unit));
  }
}
