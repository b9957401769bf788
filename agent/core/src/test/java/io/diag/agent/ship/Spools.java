package io.diag.agent.ship;

/** Spools for tests of other packages. */
public final class Spools {
  private Spools() {}

  /** As where there is no collector. */
  public static Spool keepingNothing() {
    return MemorySpool.of(1, 0);
  }
}
