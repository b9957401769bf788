package io.diag.collector.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which days go: those older than a number of days, then the oldest ones until the rest fits. The
 * current day and later ones stay.
 *
 * @param days how many days before the current one are kept
 * @param bytes how much all days may take together
 */
record Retention(int days, long bytes) {
  /** Deletes what must go. Called by the writer thread only; waits for readers. */
  List<LocalDate> apply(DayFiles files, LocalDate today) throws SQLException, IOException {
    List<LocalDate> deleted = new ArrayList<>();
    Map<LocalDate, Long> sizes = new HashMap<>();
    long total = 0;
    List<LocalDate> all = new ArrayList<>(files.list().keySet());
    for (LocalDate day : all) {
      long size = files.size(day);
      sizes.put(day, size);
      total += size;
    }
    for (LocalDate day : all) {
      boolean old = day.isBefore(oldestKept(today));
      if (day.isBefore(today) && (old || total > bytes)) {
        files.delete(day);
        deleted.add(day);
        total -= sizes.get(day);
      }
    }
    return deleted;
  }

  LocalDate oldestKept(LocalDate today) {
    return today.minusDays(days);
  }
}
