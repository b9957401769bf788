package io.diag.diagnosis;

/** What there is most of among what grows. */
public final class HoldersEvidence extends Evidence {
  private final MemoryHolders holders;

  public HoldersEvidence(String label, MemoryHolders holders) {
    super(label);
    this.holders = holders;
  }

  public MemoryHolders holders() {
    return holders;
  }
}
