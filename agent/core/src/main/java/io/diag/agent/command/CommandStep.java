package io.diag.agent.command;

import java.util.Collections;
import java.util.Map;

/** How far a command is after a step. Immutable. */
public final class CommandStep {
  private final boolean done;
  private final Double progress;
  private final String message;
  private final Map<String, Object> result;

  private CommandStep(boolean done, Double progress, String message, Map<String, Object> result) {
    this.done = done;
    this.progress = progress;
    this.message = message;
    this.result = result;
  }

  /**
   * There is more to do.
   *
   * @param progress from 0 to 1, or null when it is not known
   * @param message for a person, at most 1,000 characters, or null
   */
  public static CommandStep running(Double progress, String message) {
    return new CommandStep(false, progress, message, null);
  }

  /**
   * All is done.
   *
   * @param result strings, booleans, numbers, and lists and maps of them, at most 1 MB as JSON; or
   *     empty when what was done shows elsewhere
   */
  public static CommandStep done(String message, Map<String, Object> result) {
    return new CommandStep(true, 1.0, message, Collections.unmodifiableMap(result));
  }

  public boolean isDone() {
    return done;
  }

  Double progress() {
    return progress;
  }

  public String message() {
    return message;
  }

  /** Null as long as it is not done. */
  public Map<String, Object> result() {
    return result;
  }
}
