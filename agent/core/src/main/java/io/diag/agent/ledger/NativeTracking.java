package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;
import io.diag.agent.memory.PointList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM's own native memory tracking has committed, by its categories, where it was started
 * with that; asked once, and never again if not. The sampler's thread.
 */
final class NativeTracking {
  static final String COMMAND = "VM.native_memory summary scale=KB";

  private static final Pattern CATEGORY =
      Pattern.compile("(?m)^- +(\\S.{0,60}?) +\\(reserved=\\d+KB, committed=(\\d{1,15})KB");

  /** There are some thirty. */
  private static final int MOST = 64;

  private final Commands commands;
  private boolean off;

  NativeTracking(Commands commands) {
    this.commands = commands;
  }

  /** Adds nothing where tracking is off. */
  void addTo(PointList points) {
    if (off) {
      return;
    }
    try {
      Matcher categories = CATEGORY.matcher(commands.execute(COMMAND));
      int count = 0;
      while (categories.find() && count++ < MOST) {
        points.bytes(
            "diag.nmt.committed",
            PointList.label("diag.nmt.category", categories.group(1)),
            1024 * Long.parseLong(categories.group(2)));
      }
      off = count == 0;
    } catch (CommandException notOffered) {
      off = true;
    }
  }
}
