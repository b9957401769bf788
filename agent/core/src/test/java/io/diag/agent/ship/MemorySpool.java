package io.diag.agent.ship;

import java.util.List;

/** Spools that have no disk. */
final class MemorySpool {
  private MemorySpool() {}

  static Spool of(long firstSequence, long maxBytes) {
    return new Spool(firstSequence, maxBytes, places(), line -> {}, System::nanoTime);
  }

  static Leftovers noLeftovers() {
    return new Leftovers(places(), id -> null, line -> {}, () -> 0);
  }

  private static SpoolPlaces places() {
    return new SpoolPlaces(
        List.of(), 0, "jvm-00000001", () -> null, SpoolPlaces::openFile, System::nanoTime);
  }
}
