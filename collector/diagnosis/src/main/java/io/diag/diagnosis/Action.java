package io.diag.diagnosis;

import java.util.Objects;

/** What to do next about a finding. Immutable. */
public final class Action {
  private final String text;
  private final String href;

  private Action(String text, String href) {
    this.text = Objects.requireNonNull(text, "text");
    this.href = href;
  }

  public static Action of(String text) {
    return new Action(text, null);
  }

  /**
   * @param href an address, or a path of the pages or the documentation
   */
  public static Action of(String text, String href) {
    return new Action(text, href);
  }

  /** One sentence that begins with a verb. */
  public String text() {
    return text;
  }

  /** Where to do it, or null. */
  public String href() {
    return href;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Action
        && text.equals(((Action) other).text)
        && Objects.equals(href, ((Action) other).href);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, href);
  }

  @Override
  public String toString() {
    return text;
  }
}
