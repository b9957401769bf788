package io.diag.agent.ledger;

import io.diag.agent.heap.VmFlags;

/**
 * Knows the stacks of threads among nameless mappings: each begins right above a guard that nobody
 * may touch, a few pages long. Newer kernels mark them besides, and keep them apart; in older ones
 * the last of several stacks may have become one with what follows it, which its length then tells,
 * and is not counted. Neither the arenas of the C library, which begin at multiples of 64 MB, nor
 * what the JVM reserves in larger pieces, look so. One reading's, one thread's.
 */
final class StackFinder {
  /**
   * Sixteen pages of the usual size; guards have one to five, the JVM's reserves at least these.
   */
  private static final long GUARD_BYTES = 64L << 10;

  static final long USUAL_BYTES = 1L << 20;

  /** In kibibytes each; zero is the usual one. */
  private static final String[] SIZES = {
    "ThreadStackSize", "CompilerThreadStackSize", "VMThreadStackSize"
  };

  private static final long ARENA_BYTES = 64L << 20;

  private final long longestBytes;
  private long guardBytes;
  private long guardEnd;

  /**
   * @param longestBytes a longer one that is not marked is none
   */
  StackFinder(long longestBytes) {
    this.longestBytes = longestBytes;
  }

  /** The longest that this JVM gives its own threads, as by {@code -Xss}. */
  static long longestBytes(VmFlags flags) {
    long longest = USUAL_BYTES;
    for (String name : SIZES) {
      try {
        longest = Math.max(longest, Long.parseLong(flags.get(name)) << 10);
      } catch (RuntimeException otherVm) {
        // it has no such option; the usual size it is
      }
    }
    return longest;
  }

  /** To be asked of every mapping in turn. */
  boolean isStack(Mapping mapping) {
    if (mapping.ofFile() || mapping.hasName()) {
      guardBytes = 0;
      return false;
    }
    if (!mapping.accessible()) {
      boolean goesOn = guardBytes > 0 && mapping.start() == guardEnd;
      guardBytes = mapping.bytes() + (goesOn ? guardBytes : 0);
      guardEnd = mapping.end();
      return false;
    }
    boolean guarded = guardBytes > 0 && guardBytes < GUARD_BYTES && mapping.start() == guardEnd;
    guardBytes = 0;
    return guarded
        && mapping.writable()
        && !mapping.executable()
        && !mapping.shared()
        && (mapping.neverHuge()
            || (mapping.bytes() <= longestBytes
                && mapping.bytes() > GUARD_BYTES
                && mapping.start() % ARENA_BYTES != 0));
  }
}
