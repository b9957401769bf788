package io.diag.diagnosis;

import java.util.Objects;

/**
 * Something that is, or was, wrong with a JVM. Immutable; all times are epoch milliseconds by the
 * clock of whoever judges.
 */
public final class Finding {
  private final String id;
  private final String rule;
  private final String subject;
  private final long sinceMillis;
  private final long changedAtMillis;
  private final Long closedAtMillis;
  private final Claim claim;

  /**
   * @param subject what tells it from other findings of the same rule and JVM; empty when a rule
   *     has but one
   * @param closedAtMillis null while it is open
   */
  public Finding(
      String id,
      String rule,
      String subject,
      long sinceMillis,
      long changedAtMillis,
      Long closedAtMillis,
      Claim claim) {
    this.id = Objects.requireNonNull(id, "id");
    this.rule = Objects.requireNonNull(rule, "rule");
    this.subject = Objects.requireNonNull(subject, "subject");
    this.sinceMillis = sinceMillis;
    this.changedAtMillis = changedAtMillis;
    this.closedAtMillis = closedAtMillis;
    this.claim = Objects.requireNonNull(claim, "claim");
  }

  Finding changed(Claim now, long nowMillis) {
    return new Finding(id, rule, subject, sinceMillis, nowMillis, null, now);
  }

  Finding closed(Claim last, long nowMillis) {
    return new Finding(id, rule, subject, sinceMillis, nowMillis, nowMillis, last);
  }

  public String id() {
    return id;
  }

  /** The name of the rule, which is that of its page as well. */
  public String rule() {
    return rule;
  }

  public String subject() {
    return subject;
  }

  /** When it began, as far as that is known; stays the same while it changes. */
  public long sinceMillis() {
    return sinceMillis;
  }

  /** When it was opened, changed or closed last. */
  public long changedAtMillis() {
    return changedAtMillis;
  }

  /** Null while it is open. */
  public Long closedAtMillis() {
    return closedAtMillis;
  }

  public boolean isOpen() {
    return closedAtMillis == null;
  }

  public Claim claim() {
    return claim;
  }

  @Override
  public String toString() {
    return (isOpen() ? "open " : "closed ") + rule + " " + subject + ": " + claim.summary();
  }
}
