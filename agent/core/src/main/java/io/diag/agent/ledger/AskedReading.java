package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;

/** A reading that somebody asked for: until it is made or fails, he waits. The sampler's thread. */
final class AskedReading {
  private boolean waits;
  private LedgerSheet sheet;
  private String failure;

  void ask() {
    forget();
    waits = true;
  }

  /** Nobody wants it any more. */
  void forget() {
    waits = false;
    sheet = null;
    failure = null;
  }

  boolean waits() {
    return waits;
  }

  /** Nobody may have asked for it. */
  void made(LedgerSheet made) {
    if (waits) {
      sheet = made;
      waits = false;
    }
  }

  /** As {@link #made}. */
  void failed(String why) {
    if (waits) {
      failure = why;
      waits = false;
    }
  }

  /**
   * What was read, or null while it waits.
   *
   * @throws CommandException if it failed
   */
  LedgerSheet sheet() throws CommandException {
    if (failure != null) {
      throw new CommandException("the mappings were not read: " + failure);
    }
    return sheet;
  }
}
