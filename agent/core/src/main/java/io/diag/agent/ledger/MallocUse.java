package io.diag.agent.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What glibc's {@code malloc} has taken from the system and what of it is free, from the report of
 * its {@code malloc_info}, which a command of the VM prints. Free memory counts as taken also where
 * its pages were given back. Immutable.
 */
final class MallocUse {
  static final String COMMAND = "System.native_heap_info";

  private static final String END_OF_ARENA = "</heap>";

  private final long arenas;
  private final long takenBytes;
  private final long freeBytes;
  private final long largeBytes;

  private MallocUse(long arenas, long takenBytes, long freeBytes, long largeBytes) {
    this.arenas = arenas;
    this.takenBytes = takenBytes;
    this.freeBytes = freeBytes;
    this.largeBytes = largeBytes;
  }

  /** Reads the sums, which follow the arenas; null if it is not such a report. */
  static MallocUse parse(String report) {
    int end = report.lastIndexOf(END_OF_ARENA);
    if (end < 0) {
      return null;
    }
    String sums = report.substring(end);
    long taken = size(sums, "system type=\"current\"");
    long fast = size(sums, "total type=\"fast\""); // newer ones have none
    long rest = size(sums, "total type=\"rest\"");
    long large = size(sums, "total type=\"mmap\"");
    if (taken < 0 || rest < 0) {
      return null;
    }
    long arenas = 0;
    for (int at = report.indexOf(END_OF_ARENA);
        at >= 0;
        at = report.indexOf(END_OF_ARENA, at + 1)) {
      arenas++;
    }
    return new MallocUse(arenas, taken, Math.max(0, fast) + rest, large);
  }

  /** Taken from the system in arenas and not handed out. */
  long freeBytes() {
    return freeBytes;
  }

  /** As it stands in the result of the command. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("arenas", arenas);
    fields.put("arenaBytes", takenBytes);
    fields.put("freeBytes", freeBytes);
    if (largeBytes >= 0) {
      fields.put("largeBytes", largeBytes); // older ones do not count them
    }
    return fields;
  }

  /** Negative if it is not there. */
  private static long size(String sums, String element) {
    Matcher found =
        Pattern.compile("<" + Pattern.quote(element) + "[^>]*\\bsize=\"(\\d{1,18})\"")
            .matcher(sums);
    return found.find() ? Long.parseLong(found.group(1)) : -1;
  }
}
