package io.diag.collector.store.sqlite;

import io.diag.collector.store.EventSink;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.ProfileSink;
import io.diag.collector.store.SeriesKey;
import io.diag.collector.store.SeriesSink;
import io.diag.wire.EventCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The reading side of one day's file, with a connection of its own. Not for several threads. */
final class DayReader implements AutoCloseable {
  private final Connection connection;

  DayReader(Path path) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=5000");
      statement.execute("PRAGMA query_only=ON");
      // One view of the file throughout: keys are read before what refers to them.
      statement.execute("BEGIN");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Whether the writer has yet to make the tables of a new file. */
  boolean unborn() throws SQLException {
    return format() == 0;
  }

  private int format() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.getInt(1);
    }
  }

  void readSeries(String jvmId, Set<String> names, long from, long to, SeriesSink sink)
      throws SQLException {
    Map<Integer, SeriesSink.PointSink> sinks = new HashMap<>();
    Map<Integer, SeriesSink.HistogramSink> histogramSinks = new HashMap<>();
    int jvm = jvm(connection, jvmId);
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT number, name, unit, labels, histogram FROM series"
                + " WHERE jvm = ? ORDER BY number")) {
      query.setInt(1, jvm);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString(2);
          if (names.isEmpty() || names.contains(name)) {
            SeriesKey key = SeriesKey.of(name, Labels.parse(rows.getString(4)));
            if (rows.getBoolean(5)) {
              histogramSinks.put(rows.getInt(1), sink.histograms(key, rows.getString(3)));
            } else {
              sinks.put(rows.getInt(1), sink.series(key, rows.getString(3)));
            }
          }
        }
      }
    }
    if (!sinks.isEmpty()) {
      readBlobs(
          "tick",
          jvm,
          from,
          to,
          (time, blob) ->
              TickBlob.decode(
                  blob,
                  (number, value) -> {
                    SeriesSink.PointSink points = sinks.get(number);
                    if (points != null) {
                      points.point(time, value);
                    }
                  }));
    }
    if (!histogramSinks.isEmpty()) {
      readBlobs(
          "histogram",
          jvm,
          from,
          to,
          (time, blob) ->
              HistogramBlob.decode(
                  blob,
                  (number, histogram) -> {
                    SeriesSink.HistogramSink histograms = histogramSinks.get(number);
                    if (histograms != null) {
                      histograms.histogram(time, histogram);
                    }
                  }));
    }
  }

  /** Takes what was read at one time. */
  @FunctionalInterface
  private interface Blobs {
    void blob(long time, byte[] blob);
  }

  private void readBlobs(String table, int jvm, long from, long to, Blobs blobs)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT time, points FROM "
                + table
                + " WHERE jvm = ? AND time >= ? AND time < ? ORDER BY time, rowid")) {
      query.setInt(1, jvm);
      query.setLong(2, from);
      query.setLong(3, to);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          blobs.blob(rows.getLong(1), rows.getBytes(2));
        }
      }
    }
  }

  /**
   * A file that was never written to since format 2 has no events.
   *
   * @param jvmId null for all
   */
  void readEvents(String jvmId, long from, long to, EventSink sink) throws SQLException {
    if (format() < 2) {
      return;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT jvm.id, event.body FROM event JOIN jvm ON jvm.n = event.jvm"
                + " WHERE event.time >= ?1 AND event.time < ?2"
                + (jvmId == null ? "" : " AND event.jvm = ?3")
                + " ORDER BY event.rowid")) {
      query.setLong(1, from);
      query.setLong(2, to);
      if (jvmId != null) {
        query.setInt(3, jvm(connection, jvmId));
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          sink.event(
              rows.getString(1), EventCodec.read(new ByteArrayInputStream(rows.getBytes(2))));
        }
      }
    } catch (IOException damaged) {
      throw new SQLException("an event cannot be read", damaged);
    }
  }

  void readProfile(ProfileSelection selection, ProfileSink sink) throws SQLException {
    new ProfileReader(connection, selection, sink).read();
  }

  void readSpans(String jvmId, long from, long to, ProfileReader.SpanSink sink)
      throws SQLException {
    ProfileReader.readSpans(connection, jvm(connection, jvmId), from, to, sink);
  }

  /** The JVM's number that day, or -1, which nothing refers to. */
  static int jvm(Connection connection, String id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT n FROM jvm WHERE id = ?")) {
      query.setString(1, id);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getInt(1) : -1;
      }
    }
  }
}
