package io.diag.diagnosis;

/** What a recording told of what grows, or why there is none. Immutable. */
public final class GrowthOrigin {
  private final GrowthStack stack;
  private final MemoryHolders holders;
  private final String whyUnknown;

  /**
   * @param stack whose code takes it, or null where no method stands out
   * @param holders what there is most of, or null where nobody looked
   */
  public GrowthOrigin(GrowthStack stack, MemoryHolders holders) {
    this(stack, holders, null);
  }

  private GrowthOrigin(GrowthStack stack, MemoryHolders holders, String whyUnknown) {
    this.stack = stack;
    this.holders = holders;
    this.whyUnknown = whyUnknown;
  }

  /** Where it could not be recorded; the reason is for a person. */
  public static GrowthOrigin unknown(String why) {
    return new GrowthOrigin(null, null, why);
  }

  /** Whose code takes it, or null where no method stands out. */
  public GrowthStack stack() {
    return stack;
  }

  /** What there is most of, or null where nobody looked. */
  public MemoryHolders holders() {
    return holders;
  }

  /** Why it could not be recorded, or null where it was. */
  public String whyUnknown() {
    return whyUnknown;
  }
}
