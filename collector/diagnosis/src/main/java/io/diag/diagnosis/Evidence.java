package io.diag.diagnosis;

/**
 * Something a finding rests on, as data that can be drawn: a {@link SeriesEvidence}, a {@link
 * FigureEvidence}, a {@link ThreadsEvidence}, a {@link StackEvidence}, a {@link HoldersEvidence} or
 * a {@link TextEvidence}. Immutable.
 */
public abstract class Evidence {
  private final String label;

  Evidence(String label) {
    this.label = label;
  }

  /** What it shows, in a few words. */
  public final String label() {
    return label;
  }
}
