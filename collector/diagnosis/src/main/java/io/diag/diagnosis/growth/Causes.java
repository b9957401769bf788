package io.diag.diagnosis.growth;

/**
 * What the growth of one kind of memory brings with it in another, so that one cause is named once.
 * No instances.
 */
public final class Causes {
  /**
   * A thread has its arena of malloc, its structures in the VM and its handles: 20 to 130 KB were
   * seen, and twice that is allowed for.
   */
  private static final double NATIVE_OF_A_THREAD = 256 * 1024;

  /** Objects that belong to a thread, a map or two of thread-locals included. */
  private static final double HEAP_OF_A_THREAD = 16 * 1024;

  /** A class loader's tables and symbols are malloc'd, its mirrors and constants on the heap. */
  private static final double OF_CLASSES = 0.5;

  /** Bookkeeping of malloc, of the collector and of whoever allocates. */
  private static final double BOOKKEEPING = 0.1;

  private Causes() {}

  /** How much of a kind's growth in a span others account for, a second; at least 0. */
  public static double others(MemoryHistory history, MemoryKind kind, Span span) {
    switch (kind) {
      case NATIVE:
        return NATIVE_OF_A_THREAD * rise(history, MemoryKind.THREADS, span)
            + OF_CLASSES * rise(history, MemoryKind.METASPACE, span)
            + OF_CLASSES * rise(history, MemoryKind.CODE, span)
            + BOOKKEEPING * rise(history, MemoryKind.DIRECT, span)
            + BOOKKEEPING * rise(history, MemoryKind.NETTY, span)
            + BOOKKEEPING * rise(history, MemoryKind.HEAP, span);
      case HEAP:
      case HEAP_LIVE:
        return OF_CLASSES * rise(history, MemoryKind.METASPACE, span)
            + HEAP_OF_A_THREAD * rise(history, MemoryKind.THREADS, span);
      case CODE:
        return OF_CLASSES * rise(history, MemoryKind.METASPACE, span);
      default:
        return 0;
    }
  }

  /**
   * What of the resident set's growth in a span goes back to a kind, a second: its own bytes and
   * what it brings with it.
   */
  public static double resident(MemoryHistory history, MemoryKind kind, Span span) {
    double malloc = rise(history, MemoryKind.NATIVE, span);
    double own = rise(history, kind, span);
    switch (kind) {
      case THREADS:
        return rise(history, MemoryKind.STACKS, span) + Math.min(malloc, NATIVE_OF_A_THREAD * own);
      case METASPACE:
      case CODE:
        return own + Math.min(malloc, OF_CLASSES * own);
      case MAPPED:
        double resident = history.slope(MemoryKind.MAPPED_RESIDENT, span);
        return Double.isNaN(resident) ? own : Math.max(0, resident);
      default:
        return own;
    }
  }

  private static double rise(MemoryHistory history, MemoryKind kind, Span span) {
    double slope = history.slope(kind, span);
    return slope > 0 ? slope : 0;
  }
}
