package io.diag.diagnosis;

/** What a rule makes of one subject now. Immutable. */
public final class Verdict {
  /** Whether what the rule looks for is there. */
  public enum Kind {
    PRESENT,
    /** Too little to open a finding and too much to close one. */
    BETWEEN,
    ABSENT,
    /** The data to tell are missing. */
    UNKNOWN
  }

  private final Kind kind;
  private final String subject;
  private final Claim claim;
  private final Long sinceMillis;

  private Verdict(Kind kind, String subject, Claim claim, Long sinceMillis) {
    this.kind = kind;
    this.subject = subject;
    this.claim = claim;
    this.sinceMillis = sinceMillis;
  }

  public static Verdict present(String subject, Claim claim) {
    return new Verdict(Kind.PRESENT, subject, claim, null);
  }

  /**
   * @param sinceMillis when it began, by the same clock as {@link Situation#nowMillis}
   */
  public static Verdict presentSince(long sinceMillis, String subject, Claim claim) {
    return new Verdict(Kind.PRESENT, subject, claim, sinceMillis);
  }

  public static Verdict between(String subject) {
    return new Verdict(Kind.BETWEEN, subject, null, null);
  }

  public static Verdict absent(String subject) {
    return new Verdict(Kind.ABSENT, subject, null, null);
  }

  public static Verdict unknown(String subject) {
    return new Verdict(Kind.UNKNOWN, subject, null, null);
  }

  public Kind kind() {
    return kind;
  }

  public String subject() {
    return subject;
  }

  /** Null unless it is present. */
  public Claim claim() {
    return claim;
  }

  /** Null when the rule cannot tell. */
  public Long sinceMillis() {
    return sinceMillis;
  }
}
