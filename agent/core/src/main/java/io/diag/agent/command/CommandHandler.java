package io.diag.agent.command;

import java.util.Map;

/**
 * Does one kind of command. All calls come on the sampler's thread and must be short: longer work
 * is done in the steps of the {@link CommandRun}. At most one of a kind runs at a time; a second
 * one is told so and fails.
 */
public interface CommandHandler {
  /** As in {@code class-histogram}. */
  String kind();

  /**
   * Begins.
   *
   * @param arguments as {@code docs/api.md} lists them: strings, booleans and longs, checked by the
   *     collector, which may be newer or older than this agent
   * @throws CommandException if it cannot be done here or now; the message is for a person
   * @throws Exception if it should have worked and did not
   */
  CommandRun start(Map<String, Object> arguments) throws Exception;
}
