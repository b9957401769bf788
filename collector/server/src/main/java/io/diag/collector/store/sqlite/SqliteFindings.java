package io.diag.collector.store.sqlite;

import io.diag.collector.store.FindingStore;
import io.diag.collector.store.JvmFinding;
import io.diag.collector.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@link FindingStore} in {@code jvms.db}. Closed findings are read with a connection of the
 * reader's own, so that nobody who looks into the past holds up the writer. One that is written
 * just now is told as memory has it, so that no two answers contradict each other.
 */
final class SqliteFindings implements FindingStore {
  private final Registry registry;
  private final GroupCommitter committer;

  SqliteFindings(Registry registry, GroupCommitter committer) {
    this.registry = registry;
    this.committer = committer;
  }

  @Override
  public void put(List<JvmFinding> changed) {
    committer.write(
        () -> registry,
        file -> {
          file.findings().put(changed);
          return true;
        });
    registry.findings().remember(changed);
  }

  @Override
  public List<JvmFinding> open() {
    return registry.findings().open();
  }

  @Override
  public List<JvmFinding> recent(String jvmId) {
    return registry.findings().recent(jvmId);
  }

  @Override
  public List<JvmFinding> closed(String jvmId, int atMost) {
    List<JvmFinding> closed =
        select(
            (jvmId == null ? "WHERE closed IS NOT NULL" : "WHERE jvm = ? AND closed IS NOT NULL")
                + " ORDER BY closed DESC LIMIT "
                + atMost,
            jvmId);
    closed.removeIf(one -> registry.findings().open(one.finding().id()) != null);
    return closed;
  }

  @Override
  public Optional<JvmFinding> finding(String id) {
    JvmFinding open = registry.findings().open(id);
    return open != null ? Optional.of(open) : select("WHERE id = ?", id).stream().findFirst();
  }

  /**
   * @param parameter the one of the condition, or null
   */
  private List<JvmFinding> select(String where, String parameter) {
    List<JvmFinding> read = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + registry.path());
        Statement set = connection.createStatement()) {
      set.execute("PRAGMA busy_timeout=5000");
      set.execute("PRAGMA query_only=ON");
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT " + FindingTable.COLUMNS + " FROM finding " + where)) {
        if (parameter != null) {
          select.setString(1, parameter);
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            read.add(FindingTable.read(rows));
          }
        }
      }
    } catch (SQLException e) {
      throw new StoreException("the findings could not be read: " + e.getMessage(), e);
    }
    return read;
  }
}
