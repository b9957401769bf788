package io.diag.collector.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

  @TempDir private Path directory;
  private DayFiles files;

  @BeforeEach
  void tenDaysOfAThousandBytes() throws Exception {
    files = new DayFiles(directory, 10);
    for (int i = 0; i < 10; i++) {
      Path day = directory.resolve("day-" + TODAY.minusDays(i) + ".db");
      Files.write(day, new byte[600]);
      Files.write(day.resolveSibling(day.getFileName() + "-wal"), new byte[400]);
    }
    Files.write(directory.resolve("day-notes.db"), new byte[500]);
    Files.write(directory.resolve("jvms.db"), new byte[1_500]);
    Files.write(Files.createDirectory(directory.resolve("chunks")).resolve("a"), new byte[2_000]);
  }

  @Test
  void daysBeforeTheLimitGo() throws Exception {
    new Retention(7, 1_000_000).apply(files, TODAY);
    assertThat(files.list().keySet()).hasSize(8);
    assertThat(files.list().firstKey()).isEqualTo(TODAY.minusDays(7));
    assertThat(directory.toFile().list()).hasSize(8 * 2 + 3);
  }

  @Test
  void theOldestGoUntilAllThatIsInTheDirectoryFits() throws Exception {
    List<LocalDate> deleted = new Retention(30, 7_500).apply(files, TODAY);
    assertThat(deleted).hasSize(7).startsWith(TODAY.minusDays(9));
    assertThat(files.list().keySet())
        .containsExactly(TODAY.minusDays(2), TODAY.minusDays(1), TODAY);
  }

  @Test
  void noDayGoesForRawProfilesWhichMakeRoomByThemselves() throws Exception {
    Files.write(Files.createDirectory(directory.resolve("raw")).resolve("a"), new byte[50_000]);
    assertThat(new Retention(30, 14_000).apply(files, TODAY)).isEmpty();
    assertThat(new Retention(30, 13_999).apply(files, TODAY)).containsExactly(TODAY.minusDays(9));
  }

  @Test
  void theCurrentDayStaysHoweverLargeItIs() throws Exception {
    new Retention(1, 1).apply(files, TODAY);
    assertThat(files.list().keySet()).containsExactly(TODAY);
  }
}
