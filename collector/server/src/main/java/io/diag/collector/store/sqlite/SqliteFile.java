package io.diag.collector.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database file and a connection to it. Not for several threads at once.
 *
 * <p>The write-ahead log is synced at every commit, so a commit that returned survives a loss of
 * power.
 */
class SqliteFile implements AutoCloseable {
  /** Of the tables in the files; a collector refuses files of a newer one. */
  static final int FORMAT = 2;

  private final Path path;
  private final Connection connection;

  /**
   * Opens the file, and makes it first when it is not there.
   *
   * @param steps for each format the statements that lead to it from the one before; the first make
   *     the tables of a new file. They run while nothing is answered yet, so none may take long for
   *     a file of many gigabytes: new tables and columns, and no rewriting of rows.
   * @throws IOException if the file was written by a newer collector
   */
  SqliteFile(Path path, String[]... steps) throws SQLException, IOException {
    this.path = path;
    if (!Files.exists(path)) {
      // Made here and not by SQLite, so that nobody else can read it; its logs inherit the mode.
      DataDirectory.createPrivately(path);
      DataDirectory.sync(path.getParent());
    }
    connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    try {
      execute("PRAGMA busy_timeout=5000");
      execute("PRAGMA journal_mode=WAL");
      execute("PRAGMA synchronous=FULL");
      execute("PRAGMA temp_store=MEMORY");
      int format = format(connection);
      if (format > FORMAT) {
        throw new IOException(
            path
                + " has format "
                + format
                + ", and this collector knows "
                + FORMAT
                + "; use the newer collector that wrote it");
      }
      if (format < FORMAT) {
        migrate(format, steps);
      }
    } catch (SQLException | IOException e) {
      connection.close();
      throw e;
    }
  }

  /** The format of a file that is there, 0 while it is empty. */
  static int formatOf(Path path) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      return format(connection);
    }
  }

  Path path() {
    return path;
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Called when changes were undone: what was remembered of them must be forgotten. */
  void rolledBack() {}

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** All steps or none: when it fails or the process ends in it, the file is as it was. */
  private void migrate(int format, String[][] steps) throws SQLException {
    execute("BEGIN IMMEDIATE");
    for (int step = format; step < steps.length; step++) {
      for (String statement : steps[step]) {
        execute(statement);
      }
    }
    execute("PRAGMA user_version=" + FORMAT);
    execute("COMMIT");
  }

  private static int format(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.getInt(1);
    }
  }
}
