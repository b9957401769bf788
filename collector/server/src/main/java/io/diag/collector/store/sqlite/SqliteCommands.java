package io.diag.collector.store.sqlite;

import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.CommandStore;
import io.diag.collector.store.ItemKey;
import io.diag.wire.CommandReport;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A {@link CommandStore} in {@code jvms.db}. */
final class SqliteCommands implements CommandStore {
  private final Registry registry;
  private final GroupCommitter committer;
  private final Clock clock;

  SqliteCommands(Registry registry, GroupCommitter committer, Clock clock) {
    this.registry = registry;
    this.committer = committer;
    this.clock = clock;
  }

  @Override
  public void add(CommandRecord command) {
    committer.write(
        () -> registry,
        file -> {
          file.commands().add(command);
          return true;
        });
  }

  @Override
  public Optional<CommandRecord> command(String id) {
    return registry.commands().get(id);
  }

  @Override
  public List<CommandRecord> ofJvm(String jvmId) {
    return registry.commands().ofJvm(jvmId);
  }

  @Override
  public Optional<String> result(String id) {
    return committer.write(() -> registry, file -> file.commands().result(id));
  }

  @Override
  public void cancel(String id) {
    long now = clock.millis();
    committer.write(
        () -> registry,
        file ->
            change(
                file,
                id,
                command -> command.at(now).state().isOpen() ? command.cancelledBy(now) : command,
                null));
  }

  @Override
  public void report(ItemKey key, CommandReport report, String result) {
    long now = clock.millis();
    committer.write(
        () -> registry,
        file ->
            change(
                file,
                report.id(),
                command ->
                    command.jvmId().equals(key.jvmId()) ? command.after(report, now) : command,
                result));
    registry.touch(key.jvmId(), jvm -> jvm.heard(key, jvm.latest(), now));
  }

  private static boolean change(
      Registry file, String id, UnaryOperator<CommandRecord> change, String result)
      throws SQLException {
    Optional<CommandRecord> known = file.commands().get(id);
    if (known.isPresent()) {
      CommandRecord changed = change.apply(known.get());
      if (!changed.equals(known.get())) {
        file.commands().update(changed, result);
        return true;
      }
    }
    return false;
  }
}
