package io.diag.cli;

/** A command that was given wrong: the exit code tells it from one that failed. */
final class MisuseException extends CliException {
  private static final long serialVersionUID = 1L;

  MisuseException(String message) {
    super(message);
  }

  MisuseException(String message, Throwable cause) {
    super(message, cause);
  }
}
