package io.diag.collector.store.sqlite;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day as format 1 kept it: samples without weights, items without spans. */
class OldProfileTest {
  @TempDir private Path data;

  @Test
  void samplesOfOldFilesWeighTheirIntervalEach() throws Exception {
    long window;
    try (RunningCollector collector = new RunningCollector(data).greeted()) {
      window = collector.now();
    }
    writeDay(window);
    try (RunningCollector collector = new RunningCollector(data)) {
      String query = "/api/v1/jvms/" + JVM + "/profile?from=" + window + "&to=" + (window + 1);
      JsonNode profile = collector.json(query);
      assertThat(profile.get("samples").asLong()).isEqualTo(7);
      assertThat(profile.get("total").asLong()).isEqualTo(70_000_000);
      assertThat(profile.get("interval").asLong()).isEqualTo(10_000_000);
      assertThat(profile.get("coverage")).isEmpty();
      assertThat(profile.at("/threads/0/name").asText()).isEqualTo("worker");
    }
  }

  private void writeDay(long window) throws Exception {
    Path file = data.resolve("day-2026-11-22.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            "CREATE TABLE jvm (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
            "CREATE TABLE item (jvm INTEGER NOT NULL, sequence INTEGER NOT NULL,"
                + " PRIMARY KEY (jvm, sequence)) WITHOUT ROWID",
            "CREATE TABLE series (jvm INTEGER NOT NULL, number INTEGER NOT NULL,"
                + " name TEXT NOT NULL, unit TEXT NOT NULL, labels TEXT NOT NULL)",
            "CREATE TABLE tick (jvm INTEGER NOT NULL, time INTEGER NOT NULL, points BLOB NOT NULL)",
            "CREATE TABLE frame (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL,"
                + " name TEXT NOT NULL, type INTEGER NOT NULL)",
            "CREATE TABLE thread (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL,"
                + " name TEXT NOT NULL)",
            "CREATE TABLE stack (id INTEGER PRIMARY KEY, jvm INTEGER NOT NULL,"
                + " hash INTEGER NOT NULL, frames BLOB NOT NULL)",
            "CREATE TABLE profile (jvm INTEGER NOT NULL, event INTEGER NOT NULL,"
                + " time INTEGER NOT NULL, interval_nanos INTEGER NOT NULL, samples BLOB NOT NULL)",
            "INSERT INTO jvm VALUES (1, '" + JVM + "')",
            "INSERT INTO frame VALUES (1, 1, 'com.acme.Codec.encode', 1)",
            "INSERT INTO thread VALUES (1, 1, 'worker')",
            "INSERT INTO stack VALUES (1, 1, 0, x'01')",
            // Stack 1, thread 1, seven samples.
            "INSERT INTO profile VALUES (1, 1, " + window + ", 10000000, x'010107')",
            "PRAGMA user_version=1",
          }) {
        statement.execute(sql);
      }
    }
  }
}
