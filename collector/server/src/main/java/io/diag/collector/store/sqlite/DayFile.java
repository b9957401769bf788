package io.diag.collector.store.sqlite;

import io.diag.collector.store.DatedPoint;
import io.diag.collector.store.ItemKey;
import io.diag.collector.store.LimitException;
import io.diag.collector.store.ProfileChunk;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.SeriesKey;
import io.diag.wire.Event;
import io.diag.wire.EventCodec;
import io.diag.wire.Histogram;
import io.diag.wire.HistogramPoint;
import io.diag.wire.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The writing side of one UTC day's file. An item's key is inserted together with its data, so that
 * both are there or neither is. Used by the writer thread only, within its transactions.
 */
final class DayFile extends SqliteFile {
  /**
   * Tables with rowids throughout but for the keys: a clustered table of stacks was four times
   * larger.
   */
  private static final String[] FORMAT_1 = {
    "CREATE TABLE jvm (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE item (jvm INTEGER NOT NULL, sequence INTEGER NOT NULL,"
        + " PRIMARY KEY (jvm, sequence)) WITHOUT ROWID",
    "CREATE TABLE series (jvm INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,"
        + " unit TEXT NOT NULL, labels TEXT NOT NULL)",
    "CREATE UNIQUE INDEX series_key ON series (jvm, number)",
    "CREATE TABLE tick (jvm INTEGER NOT NULL, time INTEGER NOT NULL, points BLOB NOT NULL)",
    "CREATE INDEX tick_time ON tick (jvm, time)",
    "CREATE TABLE frame (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL, name TEXT NOT NULL,"
        + " type INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX frame_key ON frame (jvm, name, type)",
    "CREATE TABLE thread (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL, name TEXT NOT NULL)",
    "CREATE UNIQUE INDEX thread_key ON thread (jvm, name)",
    "CREATE TABLE stack (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL, hash INTEGER NOT NULL,"
        + " frames BLOB NOT NULL)",
    "CREATE INDEX stack_hash ON stack (jvm, hash)",
    "CREATE TABLE profile (jvm INTEGER NOT NULL, event INTEGER NOT NULL, time INTEGER NOT NULL,"
        + " interval_nanos INTEGER NOT NULL, samples BLOB NOT NULL)",
    "CREATE INDEX profile_time ON profile (jvm, event, time)",
  };

  /** What format 2 has more. */
  private static final String[] FORMAT_2 = {
    "ALTER TABLE series ADD COLUMN histogram INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE histogram (jvm INTEGER NOT NULL, time INTEGER NOT NULL, points BLOB NOT NULL)",
    "CREATE INDEX histogram_time ON histogram (jvm, time)",
    "CREATE TABLE event (jvm INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX event_jvm ON event (jvm)",
    // Samples of old rows stand for their interval each, and were never scaled.
    "ALTER TABLE profile ADD COLUMN weighted INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE profile ADD COLUMN scale REAL NOT NULL DEFAULT 1",
    "CREATE TABLE span (jvm INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
        + " events TEXT NOT NULL, samples INTEGER NOT NULL, skipped INTEGER NOT NULL, seam TEXT)",
    "CREATE INDEX span_end ON span (jvm, end)",
    "CREATE TABLE malloc (jvm INTEGER NOT NULL, address INTEGER NOT NULL, time INTEGER NOT NULL,"
        + " stack INTEGER NOT NULL, thread INTEGER NOT NULL, weight INTEGER NOT NULL)",
    "CREATE UNIQUE INDEX malloc_address ON malloc (jvm, address)",
    "CREATE INDEX malloc_time ON malloc (jvm, time)",
  };

  /** Of one JVM. An agent of ours sends a few. */
  private static final int MAX_EVENTS = 2_000;

  private final int maxSeries;
  private final DayInterner interner;
  private final PreparedStatement insertItem;
  private final PreparedStatement insertTick;
  private final PreparedStatement insertHistograms;
  private final ProfileWriter profiles;

  DayFile(Path path, int maxSeries) throws SQLException, IOException {
    super(path, FORMAT_1, FORMAT_2);
    this.maxSeries = maxSeries;
    interner = new DayInterner(connection());
    insertItem = connection().prepareStatement("INSERT OR IGNORE INTO item VALUES (?, ?)");
    insertTick = connection().prepareStatement("INSERT INTO tick VALUES (?, ?, ?)");
    insertHistograms = connection().prepareStatement("INSERT INTO histogram VALUES (?, ?, ?)");
    profiles = new ProfileWriter(connection(), interner);
  }

  /**
   * @return whether it had been added before
   */
  boolean addSeries(ItemKey key, List<Point> points, List<HistogramPoint> histograms)
      throws SQLException {
    int jvm = interner.jvm(key.jvmId());
    if (!addItem(jvm, key.sequence())) {
      return true;
    }
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (Point point : points) {
      SeriesKey series = SeriesKey.of(point.name(), point.labels());
      values.put(number(jvm, new SeriesId(series, false), point.unit()), point.value());
    }
    insertBlob(insertTick, jvm, key.timeMillis(), TickBlob.encode(values));
    if (!histograms.isEmpty()) {
      TreeMap<Integer, Histogram> counted = new TreeMap<>();
      for (HistogramPoint point : histograms) {
        SeriesKey series = SeriesKey.of(point.name(), point.labels());
        int number = number(jvm, new SeriesId(series, true), point.unit());
        counted.put(number, point.histogram());
      }
      insertBlob(insertHistograms, jvm, key.timeMillis(), HistogramBlob.encode(counted));
    }
    return false;
  }

  private int number(int jvm, SeriesId series, String unit) throws SQLException {
    Map<SeriesId, Integer> numbers = interner.series(jvm);
    Integer number = numbers.get(series);
    if (number != null) {
      return number;
    }
    if (numbers.size() >= maxSeries) {
      throw new LimitException(
          "more than "
              + maxSeries
              + " series of one JVM in a day; one too many is "
              + series.key());
    }
    return interner.addSeries(jvm, series, unit);
  }

  private static void insertBlob(PreparedStatement insert, int jvm, long timeMillis, byte[] blob)
      throws SQLException {
    insert.setInt(1, jvm);
    insert.setLong(2, timeMillis);
    insert.setBytes(3, blob);
    insert.executeUpdate();
  }

  /**
   * @return whether it had been added before
   */
  boolean addProfile(
      ItemKey key, ProfileCoverage coverage, ProfileChunk profile, List<DatedPoint> points)
      throws SQLException {
    int jvm = interner.jvm(key.jvmId());
    if (!addItem(jvm, key.sequence())) {
      return true;
    }
    profiles.write(jvm, key, coverage, profile);
    for (DatedPoint point : points) {
      addPoint(jvm, point);
    }
    return false;
  }

  private void addPoint(int jvm, DatedPoint dated) throws SQLException {
    Point point = dated.point();
    SeriesKey series = SeriesKey.of(point.name(), point.labels());
    try {
      int number = number(jvm, new SeriesId(series, false), point.unit());
      TreeMap<Integer, Double> value = new TreeMap<>(Map.of(number, point.value()));
      insertBlob(insertTick, jvm, dated.timeMillis(), TickBlob.encode(value));
    } catch (LimitException full) {
      // The profile is worth more than what is made of it.
    }
  }

  /**
   * @return whether it had been added before
   */
  boolean addEvent(ItemKey key, Event event) throws SQLException {
    int jvm = interner.jvm(key.jvmId());
    if (!addItem(jvm, key.sequence())) {
      return true;
    }
    try (PreparedStatement insert =
        connection()
            .prepareStatement(
                "INSERT INTO event SELECT ?1, ?2, ?3"
                    + " WHERE (SELECT COUNT(*) FROM event WHERE jvm = ?1) < ?4")) {
      insert.setInt(1, jvm);
      insert.setLong(2, key.timeMillis());
      insert.setBytes(3, EventCodec.write(event));
      insert.setInt(4, MAX_EVENTS);
      if (insert.executeUpdate() == 0) {
        throw new LimitException("more than " + MAX_EVENTS + " events of one JVM in a day");
      }
    }
    return false;
  }

  @Override
  void rolledBack() {
    interner.forget();
    profiles.forget();
  }

  private boolean addItem(int jvm, long sequence) throws SQLException {
    insertItem.setInt(1, jvm);
    insertItem.setLong(2, sequence);
    return insertItem.executeUpdate() == 1;
  }
}
