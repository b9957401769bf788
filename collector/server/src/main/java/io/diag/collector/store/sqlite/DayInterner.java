package io.diag.collector.store.sqlite;

import io.diag.collector.store.Frame;
import io.diag.collector.store.SeriesKey;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives names, frames, stacks and threads of a day's file their small numbers, and remembers the
 * ones used last. Used by the writer thread only.
 */
final class DayInterner {
  private static final int REMEMBERED_JVMS = 256;
  private static final int REMEMBERED_FRAMES = 50_000;
  private static final int REMEMBERED_STACKS = 50_000;
  private static final int REMEMBERED_THREADS = 10_000;

  private final Map<String, Integer> jvms = new RecentlyUsed<>(REMEMBERED_JVMS);
  private final Map<Integer, Map<SeriesId, Integer>> series = new RecentlyUsed<>(REMEMBERED_JVMS);
  private final Map<FrameKey, Integer> frames = new RecentlyUsed<>(REMEMBERED_FRAMES);
  private final Map<StackKey, Integer> stacks = new RecentlyUsed<>(REMEMBERED_STACKS);
  private final Map<ThreadKey, Integer> threads = new RecentlyUsed<>(REMEMBERED_THREADS);

  private final PreparedStatement findJvm;
  private final PreparedStatement addJvm;
  private final PreparedStatement findSeries;
  private final PreparedStatement addSeries;
  private final PreparedStatement findFrame;
  private final PreparedStatement addFrame;
  private final PreparedStatement findStack;
  private final PreparedStatement addStack;
  private final PreparedStatement findThread;
  private final PreparedStatement addThread;

  private record FrameKey(int jvm, Frame frame) {}

  private record StackKey(int jvm, ByteBuffer frames) {}

  private record ThreadKey(int jvm, String name) {}

  DayInterner(Connection connection) throws SQLException {
    findJvm = connection.prepareStatement("SELECT n FROM jvm WHERE id = ?");
    addJvm = connection.prepareStatement("INSERT INTO jvm (id) VALUES (?) RETURNING n");
    findSeries =
        connection.prepareStatement(
            "SELECT number, name, labels, histogram FROM series WHERE jvm = ?");
    addSeries =
        connection.prepareStatement(
            "INSERT INTO series (jvm, number, name, unit, labels, histogram)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    findFrame =
        connection.prepareStatement("SELECT id FROM frame WHERE jvm = ? AND name = ? AND type = ?");
    addFrame =
        connection.prepareStatement(
            "INSERT INTO frame (jvm, name, type) VALUES (?, ?, ?) RETURNING id");
    findStack =
        connection.prepareStatement(
            "SELECT id FROM stack WHERE jvm = ? AND hash = ? AND frames = ?");
    addStack =
        connection.prepareStatement(
            "INSERT INTO stack (jvm, hash, frames) VALUES (?, ?, ?) RETURNING id");
    findThread = connection.prepareStatement("SELECT id FROM thread WHERE jvm = ? AND name = ?");
    addThread =
        connection.prepareStatement("INSERT INTO thread (jvm, name) VALUES (?, ?) RETURNING id");
  }

  int jvm(String id) throws SQLException {
    Integer known = jvms.get(id);
    if (known == null) {
      findJvm.setString(1, id);
      addJvm.setString(1, id);
      known = number(findJvm, addJvm);
      jvms.put(id, known);
    }
    return known;
  }

  /** The numbers of all series of a JVM; grows by {@link #addSeries}. */
  Map<SeriesId, Integer> series(int jvm) throws SQLException {
    Map<SeriesId, Integer> known = series.get(jvm);
    if (known == null) {
      known = new HashMap<>();
      findSeries.setInt(1, jvm);
      try (ResultSet rows = findSeries.executeQuery()) {
        while (rows.next()) {
          SeriesKey key = SeriesKey.of(rows.getString(2), Labels.parse(rows.getString(3)));
          known.put(new SeriesId(key, rows.getBoolean(4)), rows.getInt(1));
        }
      }
      series.put(jvm, known);
    }
    return known;
  }

  int addSeries(int jvm, SeriesId id, String unit) throws SQLException {
    Map<SeriesId, Integer> known = series(jvm);
    int number = known.size();
    addSeries.setInt(1, jvm);
    addSeries.setInt(2, number);
    addSeries.setString(3, id.key().name());
    addSeries.setString(4, unit);
    addSeries.setString(5, Labels.write(id.key().labels()));
    addSeries.setBoolean(6, id.histogram());
    addSeries.executeUpdate();
    known.put(id, number);
    return number;
  }

  int frame(int jvm, Frame frame) throws SQLException {
    FrameKey key = new FrameKey(jvm, frame);
    Integer known = frames.get(key);
    if (known == null) {
      for (PreparedStatement statement : new PreparedStatement[] {findFrame, addFrame}) {
        statement.setInt(1, jvm);
        statement.setString(2, frame.name());
        statement.setInt(3, frame.type().code());
      }
      known = number(findFrame, addFrame);
      frames.put(key, known);
    }
    return known;
  }

  int stack(int jvm, byte[] encoded) throws SQLException {
    StackKey key = new StackKey(jvm, ByteBuffer.wrap(encoded));
    Integer known = stacks.get(key);
    if (known == null) {
      long hash = StackBlob.hash(encoded);
      for (PreparedStatement statement : new PreparedStatement[] {findStack, addStack}) {
        statement.setInt(1, jvm);
        statement.setLong(2, hash);
        statement.setBytes(3, encoded);
      }
      known = number(findStack, addStack);
      stacks.put(key, known);
    }
    return known;
  }

  int thread(int jvm, String name) throws SQLException {
    ThreadKey key = new ThreadKey(jvm, name);
    Integer known = threads.get(key);
    if (known == null) {
      for (PreparedStatement statement : new PreparedStatement[] {findThread, addThread}) {
        statement.setInt(1, jvm);
        statement.setString(2, name);
      }
      known = number(findThread, addThread);
      threads.put(key, known);
    }
    return known;
  }

  /** Numbers given within a transaction that was undone do not exist. */
  void forget() {
    jvms.clear();
    series.clear();
    frames.clear();
    stacks.clear();
    threads.clear();
  }

  private static int number(PreparedStatement find, PreparedStatement add) throws SQLException {
    try (ResultSet rows = find.executeQuery()) {
      if (rows.next()) {
        return rows.getInt(1);
      }
    }
    try (ResultSet rows = add.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
