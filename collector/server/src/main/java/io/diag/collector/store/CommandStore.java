package io.diag.collector.store;

import io.diag.wire.CommandReport;
import java.util.List;
import java.util.Optional;

/**
 * The commands that were given and what became of them. Any thread; what changes something blocks
 * until it would survive a loss of power. Of each JVM the latest are kept; none is kept longer than
 * other data.
 */
public interface CommandStore {
  /** Adds a new one. */
  void add(CommandRecord command);

  /** As last written; {@link CommandRecord#at} says what it is now. */
  Optional<CommandRecord> command(String id);

  /** Of one JVM, the newest first. */
  List<CommandRecord> ofJvm(String jvmId);

  /** A JSON object; empty while there is none. Blocks. */
  Optional<String> result(String id);

  /** Asks that it be given up. Nothing happens to one that has ended. */
  void cancel(String id);

  /**
   * Takes in what an agent says. A report of a command that is not known, or is another JVM's, or
   * repeats itself changes nothing.
   *
   * @param key the item that brought it
   * @param result a JSON object, or null
   */
  void report(ItemKey key, CommandReport report, String result);
}
