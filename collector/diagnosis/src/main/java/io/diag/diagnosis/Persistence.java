package io.diag.diagnosis;

/** For how long something must be seen before a finding opens, and not be seen before it closes. */
public final class Persistence {
  private final long opensAfterMillis;
  private final long closesAfterMillis;
  private final long reopensWithinMillis;

  /**
   * @param opensAfterMillis present without a break for so long
   * @param closesAfterMillis absent without a break for so long
   * @param reopensWithinMillis what comes back so soon after it closed is the same finding
   */
  public Persistence(long opensAfterMillis, long closesAfterMillis, long reopensWithinMillis) {
    this.opensAfterMillis = opensAfterMillis;
    this.closesAfterMillis = closesAfterMillis;
    this.reopensWithinMillis = reopensWithinMillis;
  }

  public long opensAfterMillis() {
    return opensAfterMillis;
  }

  public long closesAfterMillis() {
    return closesAfterMillis;
  }

  public long reopensWithinMillis() {
    return reopensWithinMillis;
  }
}
