package io.diag.collector;

/** The collector cannot start. The message is one line for a person that says what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean misuse;

  private StartException(String message, boolean misuse, Throwable cause) {
    super(message, cause);
    this.misuse = misuse;
  }

  /** What was asked for makes no sense. */
  static StartException misuse(String message) {
    return new StartException(message, true, null);
  }

  /** What was asked for does not work here and now. */
  static StartException failure(String message, Throwable cause) {
    return new StartException(message, false, cause);
  }

  /** Whether another command line would help, and not another state of the machine. */
  public boolean misuse() {
    return misuse;
  }
}
