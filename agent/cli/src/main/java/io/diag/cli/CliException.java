package io.diag.cli;

/** Something a command cannot do. The message is one line that says what to do next. */
class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  CliException(String message) {
    super(message);
  }

  CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
