package io.diag.collector.store.sqlite;

import static io.diag.collector.RunningCollector.JVM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.RunningCollector;
import io.diag.collector.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
  private static final String PATH = "/api/v1/jvms/" + JVM;

  @TempDir private Path directory;
  private FormatOne old;

  @BeforeEach
  void unpack() throws IOException {
    old = FormatOne.unpack(directory);
  }

  @Test
  void aDirectoryOfFormatOneAnswersAsItsOwnCollectorDid() throws Exception {
    try (RunningCollector collector = new RunningCollector(old.data())) {
      String range = "?from=0&to=" + (collector.now() + 1);
      assertHolds(collector.json("/api/v1/jvms"), old.answer("jvms"));
      assertHolds(collector.json(PATH), old.answer("jvm"));
      assertHolds(collector.json(PATH + "/series" + range + "&points=1000"), old.answer("series"));
      JsonNode profile = collector.json(PATH + "/profile" + range);
      assertThat(profile.get("samples").asLong()).isEqualTo(114);
      assertThat(stacks(profile)).isEqualTo(stacks(old.answer("profile"))).hasSize(2);
    }
  }

  @Test
  void everyFileIsOfThePresentFormatBeforeAnythingIsAsked() throws Exception {
    try (RunningCollector collector = new RunningCollector(old.data())) {
      assertThat(collector.port()).isPositive();
      for (String day : FormatOne.DAYS) {
        assertThat(SqliteFile.formatOf(old.day(day))).isEqualTo(SqliteFile.FORMAT);
      }
      assertThat(SqliteFile.formatOf(old.data().resolve("jvms.db"))).isEqualTo(SqliteFile.FORMAT);
      assertThat(Files.readString(old.data().resolve("format")).trim())
          .isEqualTo(String.valueOf(SqliteFile.FORMAT));
    }
  }

  @Test
  void aMigratedFileHasTheTablesOfANewOne() throws Exception {
    new DayFile(old.day("2026-11-20"), 10).close();
    new DayFile(directory.resolve("new.db"), 10).close();
    assertThat(tables(old.day("2026-11-20"))).isEqualTo(tables(directory.resolve("new.db")));
    new Registry(old.data().resolve("jvms.db"), 10).close();
    new Registry(directory.resolve("new-jvms.db"), 10).close();
    assertThat(tables(old.data().resolve("jvms.db")))
        .isEqualTo(tables(directory.resolve("new-jvms.db")));
  }

  @Test
  void aStepThatFailsLeavesTheFileAsItWas() throws Exception {
    Path file = old.day("2026-11-20");
    List<String> before = tables(file);
    assertThatThrownBy(
            () ->
                new SqliteFile(
                    file, new String[0], new String[] {"CREATE TABLE half (a)", "not SQL"}))
        .isInstanceOf(SQLException.class);
    assertThat(SqliteFile.formatOf(file)).isEqualTo(1);
    assertThat(tables(file)).isEqualTo(before);
    aDirectoryOfFormatOneAnswersAsItsOwnCollectorDid();
  }

  @Test
  void aCrashInTheMiddleOfMigratingDoesNoHarm() throws Exception {
    // One file is done, one half done when the process ends, one not begun.
    new DayFile(old.day("2026-11-20"), 10).close();
    Files.writeString(old.data().resolve("format"), SqliteFile.FORMAT + "\n");
    Path half = old.day("2026-11-21");
    Path saved = Files.createDirectory(directory.resolve("saved"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + half);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA cache_size=1"); // so that pages are in the log before the commit
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("CREATE TABLE half (a)");
      statement.execute("INSERT INTO half VALUES (zeroblob(100000))");
      statement.execute("PRAGMA user_version=2");
      for (String suffix : new String[] {"", "-wal"}) {
        Path part = half.resolveSibling(half.getFileName() + suffix);
        assertThat(Files.size(part)).isPositive();
        Files.copy(part, saved.resolve(part.getFileName()));
      }
      statement.execute("ROLLBACK");
    }
    for (String suffix : new String[] {"", "-wal"}) {
      Path part = half.resolveSibling(half.getFileName() + suffix);
      Files.deleteIfExists(part);
      Files.copy(saved.resolve(part.getFileName()), part);
    }
    aDirectoryOfFormatOneAnswersAsItsOwnCollectorDid();
  }

  @Test
  void aNewerDirectoryIsRefusedInOneLine() throws Exception {
    Files.writeString(old.data().resolve("format"), (SqliteFile.FORMAT + 1) + "\n");
    assertRefused(old.data());
    assertThat(SqliteFile.formatOf(old.day("2026-11-20"))).isEqualTo(1);
  }

  @Test
  void aSingleNewerFileIsRefusedInOneLine() throws Exception {
    Path newer = old.day("2026-11-20");
    try (SqliteFile file = new SqliteFile(newer, new String[0], new String[0])) {
      file.execute("PRAGMA user_version=" + (SqliteFile.FORMAT + 1));
    }
    assertRefused(newer);
  }

  @Test
  void aDamagedDayCostsNoOtherDay() throws Exception {
    Files.writeString(old.day("2026-11-20"), "this was a database once, and is none any more");
    try (RunningCollector collector = new RunningCollector(old.data())) {
      long from = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
      JsonNode points = collector.points("jvm.thread.count", from, collector.now() + 1);
      assertThat(points).hasSize(40);
    }
  }

  private void assertRefused(Path what) {
    assertThatThrownBy(() -> new RunningCollector(old.data()).close())
        .isInstanceOf(StartException.class)
        .message()
        .contains(
            what
                + " has format "
                + (SqliteFile.FORMAT + 1)
                + ", and this collector knows "
                + SqliteFile.FORMAT)
        .contains("use the newer collector that wrote it")
        .doesNotContain("\n");
  }

  /** Everything that was answered then is answered now; newer answers may say more. */
  private static void assertHolds(JsonNode now, JsonNode then) {
    if (then.isObject()) {
      then.properties()
          .forEach(
              field -> {
                assertThat(now.has(field.getKey())).as(field.getKey()).isTrue();
                assertHolds(now.get(field.getKey()), field.getValue());
              });
    } else if (then.isArray()) {
      assertThat(now).hasSize(then.size());
      for (int i = 0; i < then.size(); i++) {
        assertHolds(now.get(i), then.get(i));
      }
    } else {
      assertThat(now).isEqualTo(then);
    }
  }

  /** How many samples each stack has of its own. */
  private static Map<String, Long> stacks(JsonNode profile) {
    JsonNode nodes = profile.get("nodes");
    List<String> paths = new ArrayList<>();
    Map<String, Long> stacks = new TreeMap<>();
    for (int i = 0; i < nodes.get("self").size(); i++) {
      int parent = nodes.get("parent").get(i).asInt();
      int frame = nodes.get("frame").get(i).asInt();
      paths.add(parent < 0 ? "" : paths.get(parent) + ";" + profile.get("frames").get(frame));
      long self = nodes.get("self").get(i).asLong();
      if (self > 0) {
        stacks.put(paths.get(i), self);
      }
    }
    return stacks;
  }

  private static List<String> tables(Path file) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_master ORDER BY name")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
