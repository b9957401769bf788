package io.diag.diagnosis.rule;

import java.util.Locale;

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
    return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1_000 + " s";
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

  static String cores(double cores) {
    return String.format(Locale.ROOT, "%.3f cores", cores);
  }
}
