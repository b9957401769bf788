package io.diag.collector.store.sqlite;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Latest;
import io.diag.collector.store.LimitException;
import io.diag.wire.Goodbye;
import io.diag.wire.HelloCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Who the JVMs are: {@code jvms.db}, all of it in memory as well. The map may be read by any
 * thread; everything that writes to the file is for the writer thread.
 *
 * <p>Hellos, goodbyes and returns are written at once. When a JVM was last heard and its last
 * readings are written every few seconds: a crash loses only those, and the next item brings them
 * back.
 */
final class Registry extends SqliteFile {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String[] FORMAT_1 = {
    "CREATE TABLE jvm (id TEXT PRIMARY KEY, hello BLOB NOT NULL, first_seen INTEGER NOT NULL,"
        + " last_seen INTEGER NOT NULL, clock_offset INTEGER, latest TEXT NOT NULL,"
        + " last_sequence INTEGER NOT NULL, goodbye TEXT, goodbye_sequence INTEGER NOT NULL)",
    "CREATE TABLE goodbye (jvm TEXT NOT NULL, sequence INTEGER NOT NULL,"
        + " PRIMARY KEY (jvm, sequence)) WITHOUT ROWID",
  };

  /** What format 2 has more. */
  private static final String[] FORMAT_2 =
      Stream.of(CommandTable.FORMAT_2, FindingTable.FORMAT_2)
          .flatMap(Arrays::stream)
          .toArray(String[]::new);

  private final int maxJvms;
  private final ConcurrentHashMap<String, Jvm> jvms = new ConcurrentHashMap<>();
  private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
  private final CommandTable commands;
  private final FindingTable findings;
  private final PreparedStatement put;
  private final PreparedStatement insertGoodbye;

  Registry(Path path, int maxJvms) throws SQLException, IOException {
    super(path, FORMAT_1, FORMAT_2);
    this.maxJvms = maxJvms;
    commands = new CommandTable(connection());
    findings = new FindingTable(connection());
    put =
        connection()
            .prepareStatement("INSERT OR REPLACE INTO jvm VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insertGoodbye = connection().prepareStatement("INSERT OR IGNORE INTO goodbye VALUES (?, ?)");
    load();
  }

  Jvm get(String id) {
    return jvms.get(id);
  }

  Collection<Jvm> all() {
    return jvms.values();
  }

  CommandTable commands() {
    return commands;
  }

  FindingTable findings() {
    return findings;
  }

  /** Changes a JVM in memory; {@link #writeUnwritten} writes it later. Any thread. */
  void touch(String id, UnaryOperator<Jvm> change) {
    if (jvms.computeIfPresent(id, (key, jvm) -> change.apply(jvm)) != null) {
      unwritten.add(id);
    }
  }

  /**
   * Changes a JVM in memory and in the file.
   *
   * @param change gets null for a JVM that is not known; what it returns is put, unless null
   */
  void change(String id, UnaryOperator<Jvm> change) throws SQLException {
    if (!jvms.containsKey(id) && jvms.size() >= maxJvms) {
      throw new LimitException(
          "there are " + maxJvms + " JVMs already; they are forgotten when their data are deleted");
    }
    Jvm changed = jvms.compute(id, (key, jvm) -> change.apply(jvm));
    if (changed != null) {
      write(changed);
    }
  }

  /**
   * @return whether this goodbye had been added before
   */
  boolean addGoodbye(String id, long sequence, UnaryOperator<Jvm> change) throws SQLException {
    insertGoodbye.setString(1, id);
    insertGoodbye.setLong(2, sequence);
    if (insertGoodbye.executeUpdate() == 0) {
      return true;
    }
    change(id, change);
    return false;
  }

  void writeUnwritten() throws SQLException {
    for (String id : Set.copyOf(unwritten)) {
      unwritten.remove(id);
      Jvm jvm = jvms.get(id);
      if (jvm != null) {
        write(jvm);
      }
    }
  }

  boolean hasUnwritten() {
    return !unwritten.isEmpty();
  }

  /** Forgets the JVMs that were last heard before a time, commands and findings from before it. */
  void forgetBefore(long lastSeenMillis) throws SQLException {
    commands.forgetBefore(lastSeenMillis);
    findings.forgetBefore(lastSeenMillis);
    for (Map.Entry<String, Jvm> entry : jvms.entrySet()) {
      if (entry.getValue().lastSeenAtMillis() < lastSeenMillis) {
        forget(entry.getKey());
      }
    }
  }

  /**
   * Forgets a JVM with its findings.
   *
   * @return whether it was known
   */
  boolean forget(String id) throws SQLException {
    for (String table : new String[] {"jvm WHERE id", "goodbye WHERE jvm"}) {
      try (PreparedStatement delete =
          connection().prepareStatement("DELETE FROM " + table + " = ?")) {
        delete.setString(1, id);
        delete.executeUpdate();
      }
    }
    findings.forgetJvm(id);
    return jvms.remove(id) != null;
  }

  @Override
  void rolledBack() {
    // What memory holds of hellos that were not committed would be written with the next touch.
    try {
      load();
      commands.load();
      findings.load();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the registry cannot be read again", e);
    }
  }

  private void write(Jvm jvm) throws SQLException {
    put.setString(1, jvm.id());
    put.setBytes(2, HelloCodec.write(jvm.hello()));
    put.setLong(3, jvm.firstSeenAtMillis());
    put.setLong(4, jvm.lastSeenAtMillis());
    put.setObject(5, jvm.clockOffsetMillis());
    try {
      put.setString(6, MAPPER.writeValueAsString(jvm.latest()));
    } catch (IOException cannotHappen) {
      throw new SQLException("readings could not be written", cannotHappen);
    }
    put.setLong(7, jvm.lastSequence());
    put.setString(8, jvm.goodbye() == null ? null : jvm.goodbye().name());
    put.setLong(9, jvm.goodbyeSequence());
    put.executeUpdate();
  }

  private void load() throws SQLException, IOException {
    Map<String, Jvm> read = new HashMap<>();
    try (Statement statement = connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM jvm")) {
      while (rows.next()) {
        Jvm jvm = read(rows);
        read.put(jvm.id(), jvm);
      }
    }
    jvms.keySet().retainAll(read.keySet());
    jvms.putAll(read);
    unwritten.clear();
  }

  private static Jvm read(ResultSet rows) throws SQLException, IOException {
    long offset = rows.getLong(5);
    Long clockOffset = rows.wasNull() ? null : (Long) offset;
    String goodbye = rows.getString(8);
    return new Jvm(
        rows.getString(1),
        HelloCodec.read(new ByteArrayInputStream(rows.getBytes(2))),
        rows.getLong(3),
        rows.getLong(4),
        clockOffset,
        MAPPER.readValue(rows.getString(6), Latest.class),
        rows.getLong(7),
        goodbye == null ? null : Goodbye.Reason.valueOf(goodbye),
        rows.getLong(9));
  }
}
