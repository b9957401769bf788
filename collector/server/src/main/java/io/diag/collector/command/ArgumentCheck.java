package io.diag.collector.command;

import java.util.List;

/**
 * One argument of a kind of command.
 *
 * @param fallback what counts when it is absent; null when it may stay absent
 */
record ArgumentCheck(String name, boolean required, Object fallback, Accepted accepted) {
  /** Which values are taken. */
  interface Accepted {
    boolean takes(Object value);

    /** Completes "accepted is". */
    @Override
    String toString();
  }

  static ArgumentCheck oneOf(String name, String... words) {
    return new ArgumentCheck(name, true, null, new Words(List.of(words)));
  }

  static ArgumentCheck number(String name, long min, long max, Long fallback) {
    return new ArgumentCheck(name, false, fallback, new Range(min, max));
  }

  static ArgumentCheck flag(String name, boolean fallback) {
    return new ArgumentCheck(name, false, fallback, new Flag());
  }

  private record Words(List<String> words) implements Accepted {
    @Override
    public boolean takes(Object value) {
      return value instanceof String word && words.contains(word);
    }

    @Override
    public String toString() {
      return String.join(", ", words);
    }
  }

  private record Range(long min, long max) implements Accepted {
    @Override
    public boolean takes(Object value) {
      return value instanceof Long number && number >= min && number <= max;
    }

    @Override
    public String toString() {
      return "a whole number from " + min + " to " + max;
    }
  }

  private record Flag() implements Accepted {
    @Override
    public boolean takes(Object value) {
      return value instanceof Boolean;
    }

    @Override
    public String toString() {
      return "true or false";
    }
  }
}
