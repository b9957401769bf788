package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;

/** The VM's diagnostic commands. Block as long as the VM takes. */
public interface Commands {
  /**
   * Returns what the command prints.
   *
   * @throws CommandException if this JVM does not offer it
   */
  String execute(String command) throws CommandException;
}
