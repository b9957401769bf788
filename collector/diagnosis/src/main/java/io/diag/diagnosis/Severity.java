package io.diag.diagnosis;

/** How much a finding matters. The order is that of urgency: the first is the worst. */
public enum Severity {
  /** The application does not do its work, or is about to stop doing so. */
  CRITICAL("critical"),
  /** It suffers, or will. */
  WARNING("warning"),
  /** Worth knowing; nothing suffers. */
  NOTICE("notice");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The word that the API uses. */
  public String label() {
    return label;
  }

  public boolean worseThan(Severity other) {
    return compareTo(other) < 0;
  }

  /**
   * @throws IllegalArgumentException if there is none with this label
   */
  public static Severity ofLabel(String label) {
    for (Severity severity : values()) {
      if (severity.label.equals(label)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("no severity is called '" + label + "'");
  }
}
