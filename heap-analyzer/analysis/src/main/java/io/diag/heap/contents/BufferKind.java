package io.diag.heap.contents;

import java.util.Locale;

/** Whose the memory of a buffer outside the heap is. */
public enum BufferKind {
  /** Got by {@code allocateDirect}, freed when the buffer goes. */
  DIRECT,

  /** A file. */
  MAPPED,

  /** Got by a library, which frees it itself. */
  FOREIGN,

  /** The file with the JDK's own classes, of which every JVM has one. */
  IMAGE;

  /** Whether it is memory that somebody asked for, and not a file. */
  public boolean isAllocated() {
    return this == DIRECT || this == FOREIGN;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
