package io.diag.diagnosis;

/** A fact in words. */
public final class TextEvidence extends Evidence {
  private final String text;

  public TextEvidence(String label, String text) {
    super(label);
    this.text = text;
  }

  public String text() {
    return text;
  }
}
