package io.diag.collector.fleet;

import io.diag.collector.store.FindingStore;
import io.diag.collector.store.JvmFinding;
import io.diag.diagnosis.Finding;
import io.diag.diagnosis.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How many findings were open in each quarter of an hour of the last day. A finding counts with the
 * severity it had last.
 *
 * @param axis begins later where findings that closed before are no longer all known
 */
public record OpenFindings(Axis axis, List<Integer> open, List<Integer> critical) {
  private static final long STEP_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final int STEPS = 96;

  /** Bounds what is read for one answer. */
  static final int MAX_CLOSED = 2_000;

  /** Blocks. */
  public static OpenFindings before(FindingStore store, long nowMillis) {
    return of(store.open(), store.closed(null, MAX_CLOSED), nowMillis);
  }

  static OpenFindings of(List<JvmFinding> open, List<JvmFinding> closed, long nowMillis) {
    long end = Math.floorDiv(nowMillis, STEP_MILLIS) + 1;
    long first = end - STEPS;
    if (closed.size() >= MAX_CLOSED) {
      long oldest =
          closed.stream()
              .map(one -> one.finding().closedAtMillis())
              .min(Comparator.naturalOrder())
              .orElseThrow();
      first = Math.min(end - 1, Math.max(first, oldest / STEP_MILLIS + 1));
    }
    int steps = (int) (end - first);
    Axis axis = new Axis(first * STEP_MILLIS, STEP_MILLIS, steps);
    int[] all = new int[steps];
    int[] critical = new int[steps];
    List<JvmFinding> findings = new ArrayList<>(open);
    findings.addAll(closed);
    for (JvmFinding one : findings) {
      Finding finding = one.finding();
      long until = finding.isOpen() ? nowMillis : finding.closedAtMillis();
      int from = (int) Math.max(0, finding.sinceMillis() / STEP_MILLIS - first);
      int to = (int) Math.min(steps - 1L, until / STEP_MILLIS - first);
      for (int step = from; step <= to; step++) {
        all[step]++;
        if (finding.claim().severity() == Severity.CRITICAL) {
          critical[step]++;
        }
      }
    }
    return new OpenFindings(
        axis, Arrays.stream(all).boxed().toList(), Arrays.stream(critical).boxed().toList());
  }
}
