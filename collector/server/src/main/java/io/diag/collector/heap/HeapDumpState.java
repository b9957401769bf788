package io.diag.collector.heap;

import java.util.Locale;

/** How far the analysis of a dump is. */
public enum HeapDumpState {
  WAITING,
  ANALYSING,
  DONE,
  FAILED,
  CANCELLED;

  /** The word the API uses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more comes by itself. */
  public boolean isFinal() {
    return this != WAITING && this != ANALYSING;
  }
}
