package io.diag.hprof;

/** What redacting a dump came to. Immutable. */
public final class RedactionOutcome {
  private final ReadOutcome read;
  private final long arrays;
  private final long keptNames;
  private final long strings;
  private final long blanked;

  RedactionOutcome(ReadOutcome read, long arrays, long keptNames, long strings, long blanked) {
    this.read = read;
    this.arrays = arrays;
    this.keptNames = keptNames;
    this.strings = strings;
    this.blanked = blanked;
  }

  /** How the input ended; the output ends alike. */
  public ReadOutcome read() {
    return read;
  }

  /** Primitive arrays that were replaced, those without elements too. */
  public long arraysReplaced() {
    return arrays;
  }

  /** Arrays that stayed, since they hold the name of a thread. */
  public long namesKept() {
    return keptNames;
  }

  /** STRING_UTF8 that name nothing and were replaced: literals, and methods in no trace. */
  public long literalsReplaced() {
    return strings;
  }

  /**
   * Instances of which nothing is left but their class and length, also no reference: the dump did
   * not say before them how their fields lie. HotSpot always does.
   */
  public long instancesBlanked() {
    return blanked;
  }
}
