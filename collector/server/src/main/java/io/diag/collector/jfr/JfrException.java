package io.diag.collector.jfr;

/** A chunk that cannot be read. The message says where and in what. */
public final class JfrException extends Exception {
  private static final long serialVersionUID = 1L;

  JfrException(String message) {
    super(message);
  }
}
