package io.diag.diagnosis;

import java.util.function.Supplier;

/**
 * How verdicts become a finding that opens, changes and closes without flapping. Pure but for the
 * ids, which are passed in.
 *
 * <p>Time counts only between two verdicts that say the same and lie close together, so neither a
 * gap nor a step of the clock opens or closes anything.
 */
final class Lifecycle {
  /** Between two verdicts no more than this counts. */
  static final long LONGEST_STEP_MILLIS = 30_000;

  /** How long a finding's figures stay before new ones are worth a change. */
  static final long REFRESH_MILLIS = 60_000;

  /** The evidence that a finding gets when it ends with its JVM. */
  static final String ENDED = "Closed";

  private final String rule;
  private final Persistence persistence;
  private final Supplier<String> ids;

  /**
   * @param ids makes the id of a finding that opens
   */
  Lifecycle(String rule, Persistence persistence, Supplier<String> ids) {
    this.rule = rule;
    this.persistence = persistence;
    this.ids = ids;
  }

  Condition step(Condition before, Verdict verdict, long nowMillis) {
    long passed = before.last() == verdict.kind() ? passed(before, nowMillis) : 0;
    switch (verdict.kind()) {
      case PRESENT:
        return present(before, verdict, before.presentMillis() + passed, passed, nowMillis);
      case ABSENT:
        return absent(before, before.absentMillis() + passed, nowMillis);
      case BETWEEN:
        return new Condition(before.finding(), Verdict.Kind.BETWEEN, 0, 0, 0, nowMillis);
      default:
        return new Condition(
            before.finding(),
            Verdict.Kind.UNKNOWN,
            before.presentMillis(),
            before.absentMillis(),
            before.milderMillis(),
            nowMillis);
    }
  }

  /** Closes what is open, because nobody can look any more. */
  static Condition end(Condition before, String why, long nowMillis) {
    if (!before.isOpen()) {
      return before;
    }
    Finding finding = before.finding();
    Claim last = finding.claim().with(new TextEvidence(ENDED, why));
    return new Condition(finding.closed(last, nowMillis), Verdict.Kind.UNKNOWN, 0, 0, 0, nowMillis);
  }

  private Condition present(
      Condition before, Verdict verdict, long presentMillis, long passed, long nowMillis) {
    if (!before.isOpen()) {
      if (presentMillis < persistence.opensAfterMillis()) {
        return new Condition(
            before.finding(), Verdict.Kind.PRESENT, presentMillis, 0, 0, nowMillis);
      }
      Finding opened = opened(before, verdict, presentMillis, nowMillis);
      return new Condition(opened, Verdict.Kind.PRESENT, presentMillis, 0, 0, nowMillis);
    }
    Finding finding = before.finding();
    Claim said = finding.claim();
    Claim claim = verdict.claim();
    if (said.severity().worseThan(claim.severity())) {
      long milderMillis = before.milderMillis() + passed;
      if (milderMillis < persistence.closesAfterMillis()) {
        return new Condition(
            finding, Verdict.Kind.PRESENT, presentMillis, 0, milderMillis, nowMillis);
      }
      return new Condition(
          finding.changed(claim, nowMillis), Verdict.Kind.PRESENT, presentMillis, 0, 0, nowMillis);
    }
    boolean worse = claim.severity().worseThan(said.severity());
    boolean says =
        !claim.summary().equals(said.summary()) || said.confidence() != claim.confidence();
    boolean old = Math.abs(nowMillis - finding.changedAtMillis()) >= REFRESH_MILLIS;
    boolean names = namesOrigin(claim) && !namesOrigin(said);
    Finding after = worse || names || (says && old) ? finding.changed(claim, nowMillis) : finding;
    return new Condition(after, Verdict.Kind.PRESENT, presentMillis, 0, 0, nowMillis);
  }

  /** Where it comes from was asked for when the finding opened: the answer is not held back. */
  private static boolean namesOrigin(Claim claim) {
    return claim.evidence().stream()
        .anyMatch(one -> one instanceof StackEvidence || one instanceof HoldersEvidence);
  }

  private Condition absent(Condition before, long absentMillis, long nowMillis) {
    if (!before.isOpen()) {
      return new Condition(before.finding(), Verdict.Kind.ABSENT, 0, 0, 0, nowMillis);
    }
    Finding finding = before.finding();
    if (absentMillis < persistence.closesAfterMillis()) {
      return new Condition(finding, Verdict.Kind.ABSENT, 0, absentMillis, 0, nowMillis);
    }
    return new Condition(
        finding.closed(finding.claim(), nowMillis), Verdict.Kind.ABSENT, 0, 0, 0, nowMillis);
  }

  private Finding opened(Condition before, Verdict verdict, long presentMillis, long nowMillis) {
    Finding closed = before.finding();
    if (closed != null
        && Math.abs(nowMillis - closed.closedAtMillis()) <= persistence.reopensWithinMillis()) {
      return closed.changed(verdict.claim(), nowMillis);
    }
    long since =
        verdict.sinceMillis() == null
            ? nowMillis - presentMillis
            : Math.min(nowMillis, verdict.sinceMillis());
    return new Finding(ids.get(), rule, verdict.subject(), since, nowMillis, null, verdict.claim());
  }

  private static long passed(Condition before, long nowMillis) {
    return Math.max(0, Math.min(LONGEST_STEP_MILLIS, nowMillis - before.steppedAtMillis()));
  }
}
