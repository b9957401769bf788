package io.diag.agent.ship;

import io.diag.wire.Command;

/** A command as it came, with its deadline by this JVM's monotonic clock. */
public final class HandedCommand {
  private final Command command;
  private final long deadlineNanos;

  public HandedCommand(Command command, long deadlineNanos) {
    this.command = command;
    this.deadlineNanos = deadlineNanos;
  }

  public Command command() {
    return command;
  }

  public long deadlineNanos() {
    return deadlineNanos;
  }
}
