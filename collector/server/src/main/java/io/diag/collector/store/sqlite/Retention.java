package io.diag.collector.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which days go: those older than a number of days, then the oldest ones until the whole directory
 * fits. The current day and later ones stay, and so does what is no day's.
 *
 * @param days how many days before the current one are kept
 * @param bytes how much the directory may take
 */
record Retention(int days, long bytes) {
  /** Deletes what must go. Called by the writer thread only; waits for readers. */
  List<LocalDate> apply(DayFiles files, LocalDate today) throws SQLException, IOException {
    List<LocalDate> deleted = new ArrayList<>();
    // No day goes for what makes room by itself, even if that has yet to happen.
    long total = files.allBytes() - files.yieldingBytes();
    for (LocalDate day : files.list().keySet()) {
      boolean old = day.isBefore(oldestKept(today));
      if (day.isBefore(today) && (old || total > bytes)) {
        total -= files.size(day);
        files.delete(day);
        deleted.add(day);
      }
    }
    return deleted;
  }

  LocalDate oldestKept(LocalDate today) {
    return today.minusDays(days);
  }
}
