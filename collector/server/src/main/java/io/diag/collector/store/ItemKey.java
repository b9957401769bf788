package io.diag.collector.store;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * What identifies an item and decides where it is kept.
 *
 * @param timeMillis the item's own time, epoch milliseconds, the same whenever it is sent
 */
public record ItemKey(String jvmId, long sequence, long timeMillis) {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** The UTC day whose file holds the item. */
  public LocalDate day() {
    return LocalDate.ofEpochDay(Math.floorDiv(timeMillis, DAY_MILLIS));
  }

  /** The first millisecond of that day. */
  public long dayStartMillis() {
    return Math.floorDiv(timeMillis, DAY_MILLIS) * DAY_MILLIS;
  }

  /** The last millisecond of that day. */
  public long dayEndMillis() {
    return dayStartMillis() + DAY_MILLIS - 1;
  }
}
