package io.diag.heap.contents;

import java.util.Locale;

/** What still holds objects that no strong reference leads to, the strongest first. */
public enum Holding {
  SOFT(1, "java.lang.ref.SoftReference"),
  WEAK(2, "java.lang.ref.WeakReference"),
  FINALIZER(3, "java.lang.ref.FinalReference"),
  PHANTOM(4, "java.lang.ref.PhantomReference"),

  /** They go with the next collection. */
  NOTHING(0, null);

  /** 1 for the strongest; 0 for nothing. */
  final int rank;

  final String className;

  Holding(int rank, String className) {
    this.rank = rank;
    this.className = className;
  }

  static Holding ofRank(int rank) {
    for (Holding holding : values()) {
      if (holding.rank == rank) {
        return holding;
      }
    }
    throw new IllegalArgumentException("rank " + rank);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
