package io.diag.cli;

/** The words for what is counted, from a unit such as {@code {thread}}. */
final class CountWords {
  private CountWords() {}

  static String one(String unit) {
    return unit.substring(1, unit.length() - 1);
  }

  static String many(String unit) {
    String one = one(unit);
    return one + (one.endsWith("s") ? "es" : "s");
  }
}
