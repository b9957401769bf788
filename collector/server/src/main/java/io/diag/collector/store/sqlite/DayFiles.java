package io.diag.collector.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The files of all days, {@code day-2026-11-22.db}. Those written last stay open for the writer;
 * readers open their own. Files are deleted only while nobody reads.
 */
final class DayFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DayFiles.class);

  /** Today, yesterday and one more that an agent catches up on. */
  private static final int OPEN_FOR_WRITING = 3;

  private static final Set<SQLiteErrorCode> DAMAGED =
      EnumSet.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  /**
   * What is kept below here makes room by itself: raw chunks take only what the rest leaves, heap
   * dumps have a bound of their own.
   */
  private static final List<String> OTHERS = List.of("raw", "heap");

  private static final String PREFIX = "day-";
  private static final String SUFFIX = ".db";

  private final Path directory;
  private final int maxSeries;
  private final Map<LocalDate, DayFile> open = new LinkedHashMap<>(8, 0.75f, true);
  private final ReadWriteLock deletion = new ReentrantReadWriteLock();

  DayFiles(Path directory, int maxSeries) {
    this.directory = directory;
    this.maxSeries = maxSeries;
  }

  /** Reads one day. */
  @FunctionalInterface
  interface Reading {
    void read(DayReader day) throws SQLException;
  }

  /** The file to write a day's items to. Called by the writer thread only. */
  DayFile forWriting(LocalDate day) throws SQLException, IOException {
    DayFile file = open.get(day);
    if (file == null) {
      // Closed only between transactions: the writer asks for files before it begins.
      file = new DayFile(path(day), maxSeries);
      open.put(day, file);
    }
    return file;
  }

  /**
   * Brings the files of older formats to the present one, those that are only read as well. Called
   * before anything else is; what a failure leaves undone is done at the next start. A file that is
   * damaged is left as it is, and costs no other day.
   *
   * @throws IOException if a file was written by a newer collector
   */
  void migrate() throws SQLException, IOException {
    for (Path path : list().values()) {
      try {
        int format = SqliteFile.formatOf(path);
        if (format != SqliteFile.FORMAT) {
          new DayFile(path, maxSeries).close();
          LOG.info(
              "brought {} from format {} to {}", path.getFileName(), format, SqliteFile.FORMAT);
        }
      } catch (SQLiteException e) {
        if (!DAMAGED.contains(e.getResultCode())) {
          throw e;
        }
        LOG.warn("{} is damaged and cannot be read; move it away: {}", path, e.getMessage());
      }
    }
  }

  /** Closes the files that were not written to for longest. Called by the writer thread only. */
  void closeIdle() throws SQLException {
    Iterator<DayFile> files = open.values().iterator();
    while (open.size() > OPEN_FOR_WRITING) {
      DayFile file = files.next();
      files.remove();
      file.close();
    }
  }

  /** Called by the writer thread only. */
  void closeAll() throws SQLException {
    for (DayFile file : open.values()) {
      file.close();
    }
    open.clear();
  }

  /** Reads the days between two, both inclusive, in the order of time. Any thread; blocks. */
  void read(LocalDate first, LocalDate last, Reading reading) throws SQLException, IOException {
    deletion.readLock().lock();
    try {
      for (Path path : list().subMap(first, true, last, true).values()) {
        try (DayReader day = new DayReader(path)) {
          if (!day.unborn()) {
            reading.read(day);
          }
        }
      }
    } finally {
      deletion.readLock().unlock();
    }
  }

  /** Deletes a day. Called by the writer thread only; waits for readers. */
  void delete(LocalDate day) throws SQLException, IOException {
    deletion.writeLock().lock();
    try {
      DayFile file = open.remove(day);
      if (file != null) {
        file.close();
      }
      for (Path part : parts(path(day))) {
        Files.deleteIfExists(part);
      }
    } finally {
      deletion.writeLock().unlock();
    }
  }

  /** The days there are, oldest first. Any thread. */
  NavigableMap<LocalDate, Path> list() throws IOException {
    NavigableMap<LocalDate, Path> days = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      paths.forEach(path -> day(path).ifPresent(day -> days.put(day, path)));
    }
    return days;
  }

  /** Bytes of everything in the directory, whoever keeps it there. Any thread; blocks. */
  long allBytes() throws IOException {
    return DirectorySize.of(directory);
  }

  /** Of those the ones that are given up for the sake of others. Any thread; blocks. */
  long yieldingBytes() throws IOException {
    long bytes = 0;
    for (String folder : OTHERS) {
      Path other = directory.resolve(folder);
      bytes += Files.isDirectory(other) ? DirectorySize.of(other) : 0;
    }
    return bytes;
  }

  /** Bytes a day takes with its logs. Any thread. */
  long size(LocalDate day) throws IOException {
    long size = 0;
    for (Path part : parts(path(day))) {
      if (Files.exists(part)) {
        size += Files.size(part);
      }
    }
    return size;
  }

  private Path path(LocalDate day) {
    return directory.resolve(PREFIX + day + SUFFIX);
  }

  /** Empty for a file that is not a day's. */
  private static Optional<LocalDate> day(Path path) {
    String name = path.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String day = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    try {
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeParseException notOurs) {
      return Optional.empty();
    }
  }

  private static List<Path> parts(Path path) {
    List<Path> parts = new ArrayList<>();
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      parts.add(path.resolveSibling(path.getFileName() + suffix));
    }
    return parts;
  }
}
