package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Presence;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.SeriesWindow;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** A JVM fell silent without a goodbye. */
public final class JvmLostRule implements Rule {
  /**
   * Longer than an agent waits between two tries, or it would be lost after each restart of ours.
   */
  static final long SILENT_MILLIS = 60_000;

  static final int SILENT_INTERVALS = 6;

  /** Of the container's limit: above it the kernel is the first suspect. */
  static final double SUSPECT_SHARE = 0.90;

  private static final String RSS = "diag.process.rss";
  private static final String LIMIT = "diag.cgroup.memory.limit";
  private static final String ONLY = "";
  private static final Persistence PERSISTENCE = new Persistence(0, 30_000, 10 * 60_000);

  @Override
  public String name() {
    return "jvm-lost";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(RSS, LIMIT));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    Presence presence = situation.presence();
    long silence = presence.silentMillis();
    long limit = Math.max(SILENT_MILLIS, SILENT_INTERVALS * presence.intervalMillis());
    if (silence < limit) {
      return Collections.singletonList(Verdict.absent(ONLY));
    }
    if (presence.listenedMillis() < limit) {
      // It may have spoken while nobody listened, and wait before it tries again.
      return Collections.singletonList(Verdict.unknown(ONLY));
    }
    return Collections.singletonList(
        Verdict.presentSince(situation.nowMillis() - silence, ONLY, claim(situation)));
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put(
        "silent for",
        Words.duration(SILENT_MILLIS) + ", or " + SILENT_INTERVALS + " of its intervals if longer");
    thresholds.put(
        "closes after it was heard again for", Words.duration(PERSISTENCE.closesAfterMillis()));
    thresholds.put("reopens within", Words.duration(PERSISTENCE.reopensWithinMillis()));
    thresholds.put("memory is suspected from", Words.percent(SUSPECT_SHARE) + " of the limit");
    return thresholds;
  }

  private static Claim claim(Situation situation) {
    SeriesWindow series = situation.series();
    SortedMap<Long, Double> rss = Sums.since(0, series.of(RSS));
    SortedMap<Long, Double> limit = Sums.since(0, series.of(LIMIT));
    boolean nearLimit =
        !rss.isEmpty() && !limit.isEmpty() && Sums.last(rss) >= SUSPECT_SHARE * Sums.last(limit);
    List<Evidence> evidence = new ArrayList<>();
    if (!rss.isEmpty()) {
      evidence.add(SeriesSpan.of(series, "Resident memory before it fell silent", RSS, "By"));
      evidence.add(new FigureEvidence("Resident memory, last", Sums.last(rss), "By"));
    }
    if (!limit.isEmpty()) {
      evidence.add(new FigureEvidence("Memory limit of its container", Sums.last(limit), "By"));
    }
    return new Claim(
        Severity.CRITICAL,
        Confidence.LIKELY,
        situation.presence().name()
            + " fell silent without a goodbye: killed, crashed, hung or cut off"
            + (nearLimit
                ? "; its resident memory was at "
                    + Words.percent(Sums.last(rss) / Sums.last(limit))
                    + " of its container's limit."
                : "."),
        evidence,
        actions(nearLimit));
  }

  private static List<Action> actions(boolean nearLimit) {
    List<Action> actions = new ArrayList<>();
    if (nearLimit) {
      actions.add(
          Action.of(
              "Look for the kernel's out-of-memory killer: 'dmesg | grep -i oom' on the host, or"
                  + " 'kubectl describe pod' for OOMKilled."));
    }
    actions.add(
        Action.of(
            "See on its host whether the process lives ('ps -p PID'); if not, look for"
                + " hs_err_pidPID.log in its folder and for the exit code in its supervisor."));
    actions.add(
        Action.of(
            "If it lives, see whether it answers ('jcmd PID VM.version') and whether it reaches"
                + " this collector over the network."));
    return actions;
  }
}
