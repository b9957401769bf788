package io.diag.collector.api;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The query parameters {@code from} and {@code to}.
 *
 * @param from epoch milliseconds, inclusive; at least 0
 * @param to exclusive; after {@code from}
 */
record RangeParameters(long from, long to) {
  /** The end of the year 9999. */
  private static final long MAX_MILLIS = 253_402_300_800_000L;

  private static final long DEFAULT_MILLIS = Duration.ofHours(1).toMillis();

  /**
   * @param query gives a parameter's value, or null
   * @throws ProblemException if one is wrong; the detail says which and what is accepted
   */
  static RangeParameters of(UnaryOperator<String> query, Clock clock) {
    String accepted = "a whole number of milliseconds since 1970, below the year 10000";
    long to = number("to", query.apply("to"), clock.millis(), 1, MAX_MILLIS, accepted);
    long hourBefore = Math.max(0, to - DEFAULT_MILLIS);
    long from = number("from", query.apply("from"), hourBefore, 0, MAX_MILLIS, accepted);
    if (from >= to) {
      throw bad("from", String.valueOf(from), "a time before 'to', which is " + to);
    }
    return new RangeParameters(from, to);
  }

  /**
   * The range to compare another with: {@code baseFrom} and {@code baseTo}. Unless given it is as
   * long as the other and, of the same JVM, the time just before it.
   *
   * @param other whether it is of another JVM; then the same time is meant
   */
  RangeParameters base(UnaryOperator<String> query, boolean other) {
    String accepted = "a whole number of milliseconds since 1970, below the year 10000";
    long end = other ? to : Math.max(1, from);
    end = number("baseTo", query.apply("baseTo"), end, 1, MAX_MILLIS, accepted);
    long start = Math.max(0, end - (to - from));
    start = number("baseFrom", query.apply("baseFrom"), start, 0, MAX_MILLIS, accepted);
    if (start >= end) {
      throw bad("baseFrom", String.valueOf(start), "a time before 'baseTo', which is " + end);
    }
    return new RangeParameters(start, end);
  }

  static int points(UnaryOperator<String> query) {
    return points(query, 300, 10_000);
  }

  static int points(UnaryOperator<String> query, int absent, int most) {
    String accepted = "a whole number from 2 to " + most;
    return (int) number("points", query.apply("points"), absent, 2, most, accepted);
  }

  static ProblemException bad(String name, String value, String accepted) {
    return new ProblemException(
        400,
        "bad-parameter",
        "Parameter not accepted",
        "'" + name + "' is '" + value + "'; accepted is " + accepted + ".");
  }

  /** A whole number within bounds, or what stands for it where it is absent. */
  static long number(String name, String text, long absent, long min, long max, String accepted) {
    if (text == null) {
      return absent;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw bad(name, text, accepted);
    }
    throw bad(name, text, accepted);
  }
}
