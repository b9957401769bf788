package io.diag.diagnosis;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What a rule says of a subject at one moment: the changing part of a finding. Immutable. */
public final class Claim {
  private final Severity severity;
  private final Confidence confidence;
  private final String summary;
  private final List<Evidence> evidence;
  private final List<Action> actions;

  /**
   * @param summary one sentence that is true without its context
   */
  public Claim(
      Severity severity,
      Confidence confidence,
      String summary,
      List<? extends Evidence> evidence,
      List<Action> actions) {
    this.severity = Objects.requireNonNull(severity, "severity");
    this.confidence = Objects.requireNonNull(confidence, "confidence");
    this.summary = Objects.requireNonNull(summary, "summary");
    this.evidence = Lists.copy(evidence);
    this.actions = Lists.copy(actions);
  }

  /** The same with one more piece of evidence. */
  Claim with(Evidence more) {
    Evidence[] all = evidence.toArray(new Evidence[evidence.size() + 1]);
    all[evidence.size()] = more;
    return new Claim(severity, confidence, summary, Arrays.asList(all), actions);
  }

  public Severity severity() {
    return severity;
  }

  public Confidence confidence() {
    return confidence;
  }

  public String summary() {
    return summary;
  }

  public List<Evidence> evidence() {
    return evidence;
  }

  public List<Action> actions() {
    return Collections.unmodifiableList(actions);
  }
}
