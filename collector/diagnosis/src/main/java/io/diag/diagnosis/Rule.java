package io.diag.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for one thing that can be wrong with a JVM. A pure function: the same situation gives the
 * same verdicts. Any thread; neither blocks nor keeps anything.
 */
public interface Rule {
  /** The name of its findings and of its page below {@code docs/findings}. */
  String name();

  /** The series it reads. */
  Set<String> series();

  Persistence persistence();

  /** A verdict for each subject that something is known about. */
  List<Verdict> judge(Situation situation);

  /** Its thresholds in words, as its page has them: what, and how much. */
  Map<String, String> thresholds();
}
