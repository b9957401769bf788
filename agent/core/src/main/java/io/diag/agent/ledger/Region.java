package io.diag.agent.ledger;

import java.util.Locale;

/** The parts of the resident set; {@code docs/series.md} says what is in each. */
enum Region {
  HEAP,

  /** Pages of the heap that the kernel counts again, since they are mapped more than once. */
  HEAP_VIEWS,

  METASPACE,
  CODE,
  STACKS,
  DIRECT,
  NETTY,
  MAPPED,
  FILES,
  SHARED,
  NATIVE,
  UNNAMED;

  /** As it stands in the series. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
