package io.diag.agent.ship;

import io.diag.wire.CommandReport;
import java.util.Collections;
import java.util.List;

/** Where there is no collector: no command ever comes. */
final class NoCommands implements CommandLink {
  @Override
  public void step() {
    // nobody to ask
  }

  @Override
  public List<HandedCommand> take() {
    return Collections.emptyList();
  }

  @Override
  public void report(CommandReport report) {
    // nobody to tell
  }

  @Override
  public void stop() {
    // nothing was begun
  }
}
