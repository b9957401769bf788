package io.diag.diagnosis;

/** How sure a finding is. */
public enum Confidence {
  /** What was seen leaves no other explanation. */
  CERTAIN("certain"),
  /** Other explanations are rare. */
  LIKELY("likely"),
  /** Worth looking at; other explanations are common. */
  POSSIBLE("possible");

  private final String label;

  Confidence(String label) {
    this.label = label;
  }

  /** The word that the API uses. */
  public String label() {
    return label;
  }

  /**
   * @throws IllegalArgumentException if there is none with this label
   */
  public static Confidence ofLabel(String label) {
    for (Confidence confidence : values()) {
      if (confidence.label.equals(label)) {
        return confidence;
      }
    }
    throw new IllegalArgumentException("no confidence is called '" + label + "'");
  }
}
