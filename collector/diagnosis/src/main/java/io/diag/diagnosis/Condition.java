package io.diag.diagnosis;

/** How a rule stands with one subject: what {@link Lifecycle} goes from and to. Immutable. */
final class Condition {
  /** Nothing was ever seen. */
  static final Condition NONE = new Condition(null, Verdict.Kind.UNKNOWN, 0, 0, 0, 0);

  private final Finding finding;
  private final Verdict.Kind last;
  private final long presentMillis;
  private final long absentMillis;
  private final long milderMillis;
  private final long steppedAtMillis;

  Condition(
      Finding finding,
      Verdict.Kind last,
      long presentMillis,
      long absentMillis,
      long milderMillis,
      long steppedAtMillis) {
    this.finding = finding;
    this.last = last;
    this.presentMillis = presentMillis;
    this.absentMillis = absentMillis;
    this.milderMillis = milderMillis;
    this.steppedAtMillis = steppedAtMillis;
  }

  static Condition of(Finding finding) {
    return new Condition(finding, Verdict.Kind.UNKNOWN, 0, 0, 0, 0);
  }

  /** Null while none was opened. */
  Finding finding() {
    return finding;
  }

  boolean isOpen() {
    return finding != null && finding.isOpen();
  }

  /** The kind of the last verdict. */
  Verdict.Kind last() {
    return last;
  }

  /** For how long it has been seen without a break. */
  long presentMillis() {
    return presentMillis;
  }

  /** For how long it has not been seen, without a break. */
  long absentMillis() {
    return absentMillis;
  }

  /** For how long it has been milder than the finding says, without a break. */
  long milderMillis() {
    return milderMillis;
  }

  /** When the last step was. */
  long steppedAtMillis() {
    return steppedAtMillis;
  }

  /** Whether it may be forgotten: it would begin again as {@link #NONE}. */
  boolean isSpent(long nowMillis, Persistence persistence) {
    if (finding == null) {
      return last != Verdict.Kind.PRESENT && presentMillis == 0;
    }
    return !finding.isOpen()
        && nowMillis - finding.closedAtMillis() > persistence.reopensWithinMillis();
  }
}
