package io.diag.collector.store.sqlite;

/**
 * The bounds of a {@link SqliteStore}.
 *
 * @param retentionDays how many days before the current one are kept
 * @param retentionBytes how much the directory may take
 * @param maxSeries of one JVM in one day
 */
public record StoreLimits(int retentionDays, long retentionBytes, int maxJvms, int maxSeries) {
  public static final int MAX_JVMS = 10_000;
  public static final int MAX_SERIES = 2_000;

  public static StoreLimits of(int retentionDays, long retentionBytes) {
    return new StoreLimits(retentionDays, retentionBytes, MAX_JVMS, MAX_SERIES);
  }
}
