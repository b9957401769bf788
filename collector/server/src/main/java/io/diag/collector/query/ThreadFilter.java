package io.diag.collector.query;

import java.util.function.Predicate;

/** Which threads a text asks for: a name, or with {@code ~} before it what a name contains. */
public final class ThreadFilter {
  private static final String CONTAINS = "~";

  private ThreadFilter() {}

  /**
   * @param text null or empty for all threads
   */
  public static Predicate<String> of(String text) {
    if (text == null || text.isEmpty()) {
      return name -> true;
    }
    if (text.startsWith(CONTAINS)) {
      String part = text.substring(CONTAINS.length());
      return name -> name.contains(part);
    }
    return text::equals;
  }
}
