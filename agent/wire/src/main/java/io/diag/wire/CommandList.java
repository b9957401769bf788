package io.diag.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The collector's answer to an agent that asks for its commands. Immutable. */
public final class CommandList {
  private final long timeMillis;
  private final List<Command> commands;

  /**
   * @param timeMillis when the answer was given, by the collector's clock
   */
  public CommandList(long timeMillis, List<Command> commands) {
    this.timeMillis = timeMillis;
    this.commands = Collections.unmodifiableList(new ArrayList<>(commands));
  }

  /**
   * When the answer was given, by the same clock as the deadlines: how long a command may take is
   * their difference, whatever the JVM's own clock says.
   */
  public long timeMillis() {
    return timeMillis;
  }

  public List<Command> commands() {
    return commands;
  }
}
