package io.diag.collector.store.sqlite;

import io.diag.collector.store.ClaimCodec;
import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Finding;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The findings in {@code jvms.db}; the open ones and those closed last are in memory as well. What
 * is in memory may be read by any thread; all else is for the writer thread.
 */
final class FindingTable {
  static final String[] FORMAT_2 = {
    "CREATE TABLE finding (id TEXT PRIMARY KEY, jvm TEXT NOT NULL, rule TEXT NOT NULL,"
        + " subject TEXT NOT NULL, since INTEGER NOT NULL, changed INTEGER NOT NULL,"
        + " closed INTEGER, claim TEXT NOT NULL)",
    "CREATE INDEX finding_closed ON finding (closed)",
    "CREATE INDEX finding_jvm ON finding (jvm, closed)",
  };

  static final String COLUMNS = "id, jvm, rule, subject, since, changed, closed, claim";

  private static final int MAX_CLOSED = 50_000;

  /** In memory, for findings that come back soon. */
  private static final int MAX_RECENT = 1_000;

  private final Connection connection;
  private final Map<String, JvmFinding> open = new ConcurrentHashMap<>();
  private final Map<String, JvmFinding> recent = new RecentlyUsed<>(MAX_RECENT);

  FindingTable(Connection connection) throws SQLException {
    this.connection = connection;
    load();
  }

  List<JvmFinding> open() {
    return List.copyOf(open.values());
  }

  /** The open one with this id, or null. */
  JvmFinding open(String id) {
    return open.get(id);
  }

  List<JvmFinding> recent(String jvmId) {
    List<JvmFinding> ofJvm = new ArrayList<>();
    for (JvmFinding one : open.values()) {
      if (one.jvmId().equals(jvmId)) {
        ofJvm.add(one);
      }
    }
    synchronized (recent) {
      for (JvmFinding one : recent.values()) {
        if (one.jvmId().equals(jvmId)) {
          ofJvm.add(one);
        }
      }
    }
    return ofJvm;
  }

  void put(List<JvmFinding> changed) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO finding (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (JvmFinding one : changed) {
        Finding finding = one.finding();
        put.setString(1, finding.id());
        put.setString(2, one.jvmId());
        put.setString(3, finding.rule());
        put.setString(4, finding.subject());
        put.setLong(5, finding.sinceMillis());
        put.setLong(6, finding.changedAtMillis());
        put.setObject(7, finding.closedAtMillis());
        put.setString(8, ClaimCodec.write(finding.claim()));
        put.executeUpdate();
      }
    }
  }

  /** Takes into memory what was committed. For the thread that had it put. */
  void remember(List<JvmFinding> committed) {
    for (JvmFinding one : committed) {
      String id = one.finding().id();
      synchronized (recent) {
        if (one.finding().isOpen()) {
          open.put(id, one);
          recent.remove(id);
        } else {
          open.remove(id);
          recent.put(id, one);
        }
      }
    }
  }

  /** Forgets what was closed before a time, and the oldest of what is too many. */
  void forgetBefore(long closedMillis) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM finding WHERE closed < ?")) {
      delete.setLong(1, closedMillis);
      delete.executeUpdate();
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM finding WHERE closed < (SELECT closed FROM finding WHERE closed IS NOT"
                + " NULL ORDER BY closed DESC LIMIT 1 OFFSET ?)")) {
      delete.setInt(1, MAX_CLOSED);
      delete.executeUpdate();
    }
  }

  void forgetJvm(String jvmId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM finding WHERE jvm = ?")) {
      delete.setString(1, jvmId);
      delete.executeUpdate();
    }
    open.values().removeIf(one -> one.jvmId().equals(jvmId));
    synchronized (recent) {
      recent.values().removeIf(one -> one.jvmId().equals(jvmId));
    }
  }

  void load() throws SQLException {
    Map<String, JvmFinding> read = new HashMap<>();
    for (JvmFinding one : select("WHERE closed IS NULL")) {
      read.put(one.finding().id(), one);
    }
    open.keySet().retainAll(read.keySet());
    open.putAll(read);
    List<JvmFinding> closed =
        select("WHERE closed IS NOT NULL ORDER BY closed DESC LIMIT " + MAX_RECENT);
    synchronized (recent) {
      recent.clear();
      for (int i = closed.size() - 1; i >= 0; i--) {
        recent.put(closed.get(i).finding().id(), closed.get(i));
      }
    }
  }

  /** Reads the row at which the results stand; they have the {@link #COLUMNS}. */
  static JvmFinding read(ResultSet rows) throws SQLException {
    long closed = rows.getLong(7);
    Long closedAt = rows.wasNull() ? null : (Long) closed;
    try {
      return new JvmFinding(
          rows.getString(2),
          new Finding(
              rows.getString(1),
              rows.getString(3),
              rows.getString(4),
              rows.getLong(5),
              rows.getLong(6),
              closedAt,
              ClaimCodec.read(rows.getString(8))));
    } catch (IOException | IllegalArgumentException damaged) {
      throw new SQLException("finding " + rows.getString(1) + " cannot be read", damaged);
    }
  }

  private List<JvmFinding> select(String where) throws SQLException {
    List<JvmFinding> read = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM finding " + where);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        read.add(read(rows));
      }
    }
    return read;
  }
}
