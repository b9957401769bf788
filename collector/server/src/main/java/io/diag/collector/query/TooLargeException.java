package io.diag.collector.query;

/** An answer would not fit the heap. The message says what there is too much of and what to do. */
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLargeException(String message) {
    super(message);
  }
}
