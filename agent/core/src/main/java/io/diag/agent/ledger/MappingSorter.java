package io.diag.agent.ledger;

/**
 * Says to which region a mapping belongs, by its place, its rights and its name. What has neither a
 * file nor a place that is known is left to be divided by amounts. One reading's, one thread's.
 */
final class MappingSorter {
  private static final byte[] ZGC_HEAP = Mapping.bytes("java_heap");
  private static final byte[] HEAP_OF_C = Mapping.bytes("[heap]");
  private static final byte[] MAIN_STACK = Mapping.bytes("[stack");
  private static final byte[] NAMED_STACK = Mapping.bytes("[anon: glibc: pthread stack");
  private static final byte[] NAMED_ANONYMOUS = Mapping.bytes("[anon:");
  private static final byte[] BRACKET = Mapping.bytes("[");
  private static final byte[] LIBRARY_WITH_VERSION = Mapping.bytes(".so.");

  /** Of the kernel's own, for the process to read the clock. */
  private static final byte[][] KERNEL = {
    Mapping.bytes("[vdso]"), Mapping.bytes("[vvar"), Mapping.bytes("[vsyscall]")
  };

  /** Shared memory, whether it has a name in a file system or not. */
  private static final byte[][] SHARED = {
    Mapping.bytes("/memfd:"),
    Mapping.bytes("/dev/shm/"),
    Mapping.bytes("/dev/zero"),
    Mapping.bytes("/SYSV"),
    Mapping.bytes("[anon_shmem:"),
    Mapping.bytes("anon_inode:") // rings that are shared with the kernel
  };

  /** Ends of names that say a file is part of the program and none of its data. */
  private static final byte[][] PROGRAM = {
    Mapping.bytes(".so"),
    Mapping.bytes(".jar"),
    Mapping.bytes(".jsa"),
    Mapping.bytes(".aot"),
    Mapping.bytes(".jmod"),
    Mapping.bytes("/lib/modules"),
    Mapping.bytes("/bin/java"),
    Mapping.bytes("/locale-archive"),
    Mapping.bytes("/gconv-modules.cache"),
    Mapping.bytes(".mo")
  };

  private static final byte[] LOCALE = Mapping.bytes("/locale/");
  private static final byte[] PERFORMANCE_DATA = Mapping.bytes("/hsperfdata_");

  private final HeapBounds heap;
  private final StackFinder stacks;
  private boolean heapSeen;

  MappingSorter(HeapBounds heap, StackFinder stacks) {
    this.heap = heap;
    this.stacks = stacks;
  }

  /** To be asked of every mapping in turn. Null for memory without a file or a known place. */
  Region sort(Mapping mapping) {
    boolean stack = stacks.isStack(mapping);
    if (heap.hold(mapping) || mapping.contains(ZGC_HEAP)) {
      heapSeen = true;
      return Region.HEAP;
    }
    if (stack || mapping.startsWith(MAIN_STACK) || mapping.startsWith(NAMED_STACK)) {
      return Region.STACKS;
    }
    if (isAnonymous(mapping)) {
      return mapping.executable() ? Region.CODE : null;
    }
    return mapping.hasName() ? named(mapping) : nameless(mapping);
  }

  /** Whether the place of the heap is known, by its bounds or its name. */
  boolean knowsHeap() {
    return heap.isKnown() || heapSeen;
  }

  private static boolean isAnonymous(Mapping mapping) {
    return !mapping.ofFile()
        && (!mapping.hasName()
            || mapping.startsWith(HEAP_OF_C)
            || mapping.startsWith(NAMED_ANONYMOUS));
  }

  private static Region named(Mapping mapping) {
    if (beginsWithAny(mapping, KERNEL) || mapping.executable() || isProgram(mapping)) {
      return Region.FILES;
    }
    if (beginsWithAny(mapping, SHARED)) {
      return Region.SHARED;
    }
    return mapping.startsWith(BRACKET) ? Region.UNNAMED : Region.MAPPED;
  }

  private static Region nameless(Mapping mapping) {
    return mapping.shared() ? Region.SHARED : Region.UNNAMED;
  }

  private static boolean isProgram(Mapping mapping) {
    for (byte[] end : PROGRAM) {
      if (mapping.endsWith(end)) {
        return true;
      }
    }
    return mapping.contains(LIBRARY_WITH_VERSION)
        || mapping.contains(LOCALE)
        || mapping.contains(PERFORMANCE_DATA);
  }

  private static boolean beginsWithAny(Mapping mapping, byte[][] texts) {
    for (byte[] text : texts) {
      if (mapping.startsWith(text)) {
        return true;
      }
    }
    return false;
  }
}
