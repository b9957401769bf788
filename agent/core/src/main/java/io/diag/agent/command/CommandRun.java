package io.diag.agent.command;

/** A command that was begun. The sampler's thread only. */
public interface CommandRun {
  /**
   * Does the next piece of work, about once a second, the first one at once. Returns how far it is;
   * after a step that is not {@link CommandStep#running} it is not called again.
   *
   * @throws CommandException if it cannot go on; the message is for a person
   * @throws Exception if it should have worked and did not
   */
  CommandStep step() throws Exception;

  /**
   * Gives back everything it took. Called once, however it ended: done, failed, cancelled, past its
   * deadline, or because the agent is being detached.
   *
   * @throws Exception if something could not be given back
   */
  void stop() throws Exception;
}
