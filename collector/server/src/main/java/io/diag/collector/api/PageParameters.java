package io.diag.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The query parameters of a list that is told in pages.
 *
 * @param filter what a row's class contains, whatever its case; empty for all
 * @param offset how many matching rows to leave out
 * @param limit at most so many rows
 */
record PageParameters(String filter, int offset, int limit) {
  private static final int USUAL_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /**
   * @param query gives a parameter's value, or null
   * @throws ProblemException if one is wrong; the detail says which and what is accepted
   */
  static PageParameters of(UnaryOperator<String> query) {
    String filter = query.apply("filter");
    return new PageParameters(
        filter == null ? "" : filter.trim().toLowerCase(Locale.ROOT),
        number("offset", query, 0, 0, Integer.MAX_VALUE),
        number("limit", query, USUAL_LIMIT, 1, MAX_LIMIT));
  }

  /** The rows whose {@code class} matches the filter. */
  List<JsonNode> matching(JsonNode rows) {
    List<JsonNode> matching = new ArrayList<>();
    for (JsonNode row : rows) {
      if (matches(row.path("class").asText())) {
        matching.add(row);
      }
    }
    return matching;
  }

  /** Whether the name of a class matches the filter. */
  boolean matches(String className) {
    return className.toLowerCase(Locale.ROOT).contains(filter);
  }

  /** Those of this page. */
  <T> List<T> of(List<T> matching) {
    int from = Math.min(offset, matching.size());
    return matching.subList(from, (int) Math.min((long) from + limit, matching.size()));
  }

  private static int number(
      String name, UnaryOperator<String> query, int absent, int min, int max) {
    String accepted = "a whole number from " + min + " to " + max;
    return (int) RangeParameters.number(name, query.apply(name), absent, min, max, accepted);
  }
}
