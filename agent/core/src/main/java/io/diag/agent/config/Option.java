package io.diag.agent.config;

import java.util.Locale;
import java.util.Objects;

/**
 * One setting of the agent, declared once in {@link Options}. Help, documentation and validation
 * are made from it.
 *
 * @param <T> what its text is parsed to
 */
public final class Option<T> {
  /** Turns text into a value. */
  public interface Parser<T> {
    /**
     * @throws ConfigException if the text is no such value; the message says what is accepted
     */
    T parse(String text) throws ConfigException;
  }

  private final String name;
  private final String placeholder;
  private final String defaultText;
  private final String description;
  private final Parser<T> parser;

  /**
   * @param defaultText what a person reads as the default
   */
  Option(
      String name, String placeholder, String defaultText, String description, Parser<T> parser) {
    this.name = Objects.requireNonNull(name);
    this.placeholder = Objects.requireNonNull(placeholder);
    this.defaultText = Objects.requireNonNull(defaultText);
    this.description = Objects.requireNonNull(description);
    this.parser = Objects.requireNonNull(parser);
  }

  public String name() {
    return name;
  }

  /** What stands for the value in help, as in {@code URL}. */
  public String placeholder() {
    return placeholder;
  }

  public String defaultText() {
    return defaultText;
  }

  public String description() {
    return description;
  }

  /** The name as a system property: {@code diag.token-file}. */
  public String property() {
    return property(name);
  }

  /** The name in the environment: {@code DIAG_TOKEN_FILE}. */
  public String variable() {
    return variable(name);
  }

  static String property(String name) {
    return "diag." + name;
  }

  static String variable(String name) {
    return "DIAG_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  T parse(String text) throws ConfigException {
    return parser.parse(text);
  }
}
