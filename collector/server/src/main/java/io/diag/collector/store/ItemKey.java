package io.diag.collector.store;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * What identifies an item, decides where it is kept and says of whom it tells.
 *
 * @param timeMillis the item's own time, epoch milliseconds, the same whenever it is sent
 * @param leftBehind whether another process sent it: then it does not say that the JVM is there
 */
public record ItemKey(String jvmId, long sequence, long timeMillis, boolean leftBehind) {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** Of an item that its JVM sends itself. */
  public ItemKey(String jvmId, long sequence, long timeMillis) {
    this(jvmId, sequence, timeMillis, false);
  }

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
