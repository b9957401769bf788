package io.diag.diagnosis;

/** A stack that a recording found to take most of what grows. */
public final class StackEvidence extends Evidence {
  private final GrowthStack stack;

  public StackEvidence(String label, GrowthStack stack) {
    super(label);
    this.stack = stack;
  }

  public GrowthStack stack() {
    return stack;
  }
}
