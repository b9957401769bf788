package io.diag.collector.store;

/** What a profile counts. The codes are stored: add, never renumber. */
public enum ProfileEvent {
  CPU(1, "cpu");

  private final int code;
  private final String label;

  ProfileEvent(int code, String label) {
    this.code = code;
    this.label = label;
  }

  public int code() {
    return code;
  }

  public String label() {
    return label;
  }
}
