package io.diag.diagnosis.rule;

import io.diag.diagnosis.Persistence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Numbers as they stand in sentences and on the rules' pages. */
final class Words {
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Words() {}

  static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  static String duration(long millis) {
    if (millis == 0) {
      return "at once";
    }
    if (millis >= 7_200_000 && millis % 3_600_000 == 0) {
      return millis / 3_600_000 + " h";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1_000 + " s";
  }

  /** As the last lines of a rule's thresholds. */
  static Map<String, String> persistence(Persistence persistence) {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("opens after", duration(persistence.opensAfterMillis()));
    thresholds.put("closes after", duration(persistence.closesAfterMillis()));
    thresholds.put("reopens within", duration(persistence.reopensWithinMillis()));
    return thresholds;
  }

  static String millis(double millis) {
    return millis < 1_000
        ? Math.round(millis) + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
  }

  static String bytes(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < BYTES.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = value < 10 && unit > 0 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, BYTES[unit]);
  }

  /** How much a minute, to two digits, as in {@code 31 MiB/min}. */
  static String perMinute(double bytesPerSecond) {
    double perMinute = bytesPerSecond * 60;
    double mebi = perMinute / (1 << 20);
    return bytes(mebi < 100 ? perMinute : Math.rint(mebi / 10) * 10 * (1 << 20)) + "/min";
  }

  /** A time that is only roughly known, as in {@code 40 minutes}. */
  static String roughly(double seconds) {
    if (seconds < 90) {
      long tens = Math.max(1, Math.round(seconds / 10));
      return tens * 10 + " seconds";
    }
    if (seconds < 100 * 60) {
      return Math.round(seconds / 60) + " minutes";
    }
    long halves = Math.round(seconds / 1_800);
    return halves % 2 == 0 ? halves / 2 + " hours" : halves / 2 + ".5 hours";
  }

  static String cores(double cores) {
    return String.format(Locale.ROOT, "%.3f cores", cores);
  }
}
