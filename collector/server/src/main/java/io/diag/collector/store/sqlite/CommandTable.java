package io.diag.collector.store.sqlite;

import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.CommandState;
import io.diag.wire.CommandReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commands in {@code jvms.db}, in memory as well but for their results. The map may be read by
 * any thread; all else is for the writer thread.
 */
final class CommandTable {
  static final String[] FORMAT_2 = {
    "CREATE TABLE command (id TEXT PRIMARY KEY, jvm TEXT NOT NULL, kind TEXT NOT NULL,"
        + " arguments TEXT NOT NULL, state TEXT NOT NULL, progress REAL, message TEXT,"
        + " created INTEGER NOT NULL, changed INTEGER NOT NULL, deadline INTEGER NOT NULL,"
        + " cancel INTEGER NOT NULL, reported TEXT, result TEXT)",
    "CREATE INDEX command_jvm ON command (jvm)",
  };

  private static final int MAX_OF_ONE_JVM = 50;
  private static final int MAX_OF_ALL = 5_000;
  private static final String COLUMNS =
      "id, jvm, kind, arguments, state, progress, message, created, changed, deadline, cancel,"
          + " reported";

  private static final Comparator<CommandRecord> NEWEST_FIRST =
      Comparator.comparingLong(CommandRecord::createdAtMillis)
          .thenComparing(CommandRecord::id)
          .reversed();

  private final Connection connection;
  private final Map<String, CommandRecord> commands = new ConcurrentHashMap<>();

  CommandTable(Connection connection) throws SQLException {
    this.connection = connection;
    load();
  }

  Optional<CommandRecord> get(String id) {
    return Optional.ofNullable(commands.get(id));
  }

  List<CommandRecord> ofJvm(String jvmId) {
    return commands.values().stream()
        .filter(command -> command.jvmId().equals(jvmId))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  void add(CommandRecord command) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO command (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, command.id());
      insert.setString(2, command.jvmId());
      insert.setString(3, command.kind());
      insert.setString(4, command.arguments());
      insert.setString(5, command.state().name());
      insert.setObject(6, command.progress());
      insert.setString(7, command.message());
      insert.setLong(8, command.createdAtMillis());
      insert.setLong(9, command.changedAtMillis());
      insert.setLong(10, command.deadlineMillis());
      insert.setBoolean(11, command.cancelAsked());
      insert.setString(12, name(command.reported()));
      insert.executeUpdate();
    }
    commands.put(command.id(), command);
    makeRoom(command);
  }

  /**
   * @param result null leaves the one that is there
   */
  void update(CommandRecord command, String result) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE command SET state = ?, progress = ?, message = ?, changed = ?, cancel = ?,"
                + " reported = ?, result = COALESCE(?, result) WHERE id = ?")) {
      update.setString(1, command.state().name());
      update.setObject(2, command.progress());
      update.setString(3, command.message());
      update.setLong(4, command.changedAtMillis());
      update.setBoolean(5, command.cancelAsked());
      update.setString(6, name(command.reported()));
      update.setString(7, result);
      update.setString(8, command.id());
      update.executeUpdate();
    }
    commands.put(command.id(), command);
  }

  Optional<String> result(String id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT result FROM command WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    }
  }

  void forgetBefore(long createdMillis) throws SQLException {
    for (CommandRecord command : List.copyOf(commands.values())) {
      if (command.createdAtMillis() < createdMillis) {
        delete(command);
      }
    }
  }

  void load() throws SQLException {
    Map<String, CommandRecord> read = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + COLUMNS + " FROM command")) {
      while (rows.next()) {
        CommandRecord command = read(rows);
        read.put(command.id(), command);
      }
    }
    commands.keySet().retainAll(read.keySet());
    commands.putAll(read);
  }

  /** By age only: of one JVM, and of all, there are many more places than commands at work. */
  private void makeRoom(CommandRecord added) throws SQLException {
    List<CommandRecord> ofJvm = ofJvm(added.jvmId());
    if (ofJvm.size() > MAX_OF_ONE_JVM) {
      delete(ofJvm.get(ofJvm.size() - 1));
    }
    if (commands.size() > MAX_OF_ALL) {
      List<CommandRecord> all = new ArrayList<>(commands.values());
      all.sort(NEWEST_FIRST);
      delete(all.get(all.size() - 1));
    }
  }

  private void delete(CommandRecord command) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM command WHERE id = ?")) {
      delete.setString(1, command.id());
      delete.executeUpdate();
    }
    commands.remove(command.id());
  }

  private static CommandRecord read(ResultSet rows) throws SQLException {
    double progress = rows.getDouble(6);
    Double known = rows.wasNull() ? null : (Double) progress;
    String reported = rows.getString(12);
    return new CommandRecord(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        CommandState.valueOf(rows.getString(5)),
        known,
        rows.getString(7),
        rows.getLong(8),
        rows.getLong(9),
        rows.getLong(10),
        rows.getBoolean(11),
        reported == null ? null : CommandReport.State.valueOf(reported));
  }

  private static String name(CommandReport.State state) {
    return state == null ? null : state.name();
  }
}
