package io.diag.agent.command;

/** A command cannot be done; the message tells a person why. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }
}
