package io.diag.diagnosis;

/** What a recording told of what grows. Immutable. */
public final class GrowthOrigin {
  private final GrowthStack stack;
  private final MemoryHolders holders;

  /**
   * @param stack whose code takes it, or null where no method stands out
   * @param holders what there is most of, or null where nobody looked
   */
  public GrowthOrigin(GrowthStack stack, MemoryHolders holders) {
    this.stack = stack;
    this.holders = holders;
  }

  /** Whose code takes it, or null where no method stands out. */
  public GrowthStack stack() {
    return stack;
  }

  /** What there is most of, or null where nobody looked. */
  public MemoryHolders holders() {
    return holders;
  }
}
