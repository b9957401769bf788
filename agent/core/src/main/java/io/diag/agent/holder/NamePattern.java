package io.diag.agent.holder;

/** Makes one name of many that differ only by a number. */
final class NamePattern {
  /** As long a run of hexadecimal digits is no word. */
  private static final int HEX = 8;

  /** What is longer is cut. */
  private static final int MOST_CHARS = 200;

  private NamePattern() {}

  /** The name with {@code *} for each number in it: {@code pool-*-thread-*}. */
  static String of(String whole) {
    boolean isLong = whole.length() > MOST_CHARS;
    String name = isLong ? whole.substring(0, MOST_CHARS) + "\u2026" : whole;
    StringBuilder pattern = new StringBuilder(name.length());
    int at = 0;
    while (at < name.length()) {
      int end = at;
      boolean digits = false;
      while (end < name.length() && Character.digit(name.charAt(end), 16) >= 0) {
        digits |= name.charAt(end) <= '9';
        end++;
      }
      boolean inWord = at > 0 && Character.isLetter(name.charAt(at - 1));
      boolean hex = digits && !inWord && end - at >= HEX;
      if (hex) {
        at = end;
        star(pattern);
      } else if (name.charAt(at) >= '0' && name.charAt(at) <= '9') {
        at++;
        star(pattern);
      } else {
        pattern.append(name.charAt(at++));
      }
    }
    return pattern.toString();
  }

  private static void star(StringBuilder pattern) {
    int last = pattern.length() - 1;
    if (last < 0 || pattern.charAt(last) != '*') {
      pattern.append('*');
    }
  }
}
