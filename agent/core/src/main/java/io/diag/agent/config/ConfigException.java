package io.diag.agent.config;

/** A setting that cannot be used. The message is one line for a person and says what to do. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
