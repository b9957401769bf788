package io.diag.collector.store;

import io.diag.wire.CommandReport;

/** How far a command got. The names are stored: add, never rename. */
public enum CommandState {
  WAITING("waiting"),
  RUNNING("running"),
  DONE("done"),
  FAILED("failed"),
  CANCELLED("cancelled"),
  EXPIRED("expired");

  private final String label;

  CommandState(String label) {
    this.label = label;
  }

  /** The word the API uses. */
  public String label() {
    return label;
  }

  /** Whether it may still change by itself. */
  public boolean isOpen() {
    return this == WAITING || this == RUNNING;
  }

  static CommandState of(CommandReport.State state) {
    return switch (state) {
      case RUNNING -> RUNNING;
      case DONE -> DONE;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }
}
