package io.diag.diagnosis.rule;

import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.LoopBlock;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Readings;
import io.diag.diagnosis.Rule;
import io.diag.diagnosis.Severity;
import io.diag.diagnosis.Situation;
import io.diag.diagnosis.TextEvidence;
import io.diag.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Event loops that are blocked again and again, or once for long, by the same code. */
public final class LoopBlockedRule implements Rule {
  static final long WINDOW_MILLIS = 5 * 60_000;
  static final int FEWEST = 3;
  static final double LONG_MILLIS = 1_000;
  static final double CRITICAL_MILLIS = 5_000;
  static final double CRITICAL_SHARE = 0.2;

  private static final String EPISODES = "diag.loop.episode.duration";
  private static final String LOOP_ID = "diag.loop.id";
  private static final Persistence PERSISTENCE = new Persistence(0, 2 * 60_000, 10 * 60_000);

  @Override
  public String name() {
    return "loop-blocked";
  }

  @Override
  public Set<String> series() {
    return Collections.singleton(EPISODES);
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    Map<String, BlockedBy> causes = new LinkedHashMap<>();
    for (LoopBlock block : situation.loopBlocks()) {
      BlockedBy cause = causes.computeIfAbsent(block.blamed(), BlockedBy::new);
      if (situation.nowMillis() - block.endedAtMillis() <= WINDOW_MILLIS) {
        cause.add(block);
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (BlockedBy cause : causes.values()) {
      verdicts.add(verdict(cause, causes.values(), situation));
    }
    return verdicts;
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("window", Words.duration(WINDOW_MILLIS));
    thresholds.put("warning from", FEWEST + " blocks, or one of " + seconds(LONG_MILLIS));
    thresholds.put(
        "critical from",
        "one of "
            + seconds(CRITICAL_MILLIS)
            + ", or "
            + Words.percent(CRITICAL_SHARE)
            + " of the window");
    thresholds.put("closes", "without a block in the window");
    thresholds.putAll(Words.persistence(PERSISTENCE));
    return thresholds;
  }

  private static Verdict verdict(BlockedBy cause, Iterable<BlockedBy> all, Situation situation) {
    if (cause.told() == 0) {
      return situation.knows(PERSISTENCE.closesAfterMillis())
          ? Verdict.absent(cause.frame())
          : Verdict.unknown(cause.frame());
    }
    boolean alone = true;
    for (BlockedBy other : all) {
      alone &= other == cause || !cause.sharesLoopWith(other);
    }
    long counted = alone ? counted(cause, situation) : 0;
    long count = Math.max(cause.told(), counted);
    if (count < FEWEST && cause.worstMillis() < LONG_MILLIS) {
      return Verdict.between(cause.frame());
    }
    return Verdict.presentSince(
        cause.firstMillis(), cause.frame(), claim(cause, count, alone, situation));
  }

  /** All blocks of these loops: not each is told with its stack. */
  private static long counted(BlockedBy cause, Situation situation) {
    long from = situation.series().newestMillis() - WINDOW_MILLIS;
    long count = 0;
    for (Readings readings : situation.series().of(EPISODES)) {
      if (cause.loops().containsKey(readings.label(LOOP_ID))) {
        for (int i = 0; i < readings.size(); i++) {
          count += readings.timeMillis(i) > from ? readings.count(i) : 0;
        }
      }
    }
    return count;
  }

  private static Claim claim(BlockedBy cause, long count, boolean exact, Situation situation) {
    double share = cause.totalMillis() / WINDOW_MILLIS / cause.loops().size();
    boolean critical = cause.worstMillis() >= CRITICAL_MILLIS || share >= CRITICAL_SHARE;
    String most = cause.mostSpentOn();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(SeriesSpan.of(situation.series(), "Blocked", EPISODES, onlyLoop(cause), "s"));
    evidence.add(new FigureEvidence("Blocked", count, "{time}"));
    evidence.add(new FigureEvidence("Worst", cause.worstMillis() / 1e3, "s"));
    if (most != null) {
      evidence.add(new TextEvidence("Mostly", LoopAdvice.kind(most)));
    }
    return new Claim(
        critical ? Severity.CRITICAL : Severity.WARNING,
        cause.frame().isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN,
        who(cause)
            + (exact ? "" : "at least ")
            + count
            + (count == 1 ? " time" : " times")
            + " within "
            + Words.duration(WINDOW_MILLIS)
            + ", at worst for "
            + Words.millis(cause.worstMillis())
            + (cause.frame().isEmpty() ? "" : ", by " + cause.frame())
            + ".",
        evidence,
        LoopAdvice.actions(most, cause.frame()));
  }

  private static String who(BlockedBy cause) {
    String first = "'" + cause.loops().values().iterator().next() + "'";
    int others = cause.loops().size() - 1;
    if (others == 0) {
      return "Event loop " + first + " was blocked ";
    }
    return (others + 1)
        + " event loops ("
        + first
        + " and "
        + others
        + (others == 1 ? " other" : " others")
        + ") were blocked ";
  }

  private static Map<String, String> onlyLoop(BlockedBy cause) {
    return cause.loops().size() > 1
        ? Collections.<String, String>emptyMap()
        : Collections.singletonMap(LOOP_ID, cause.loops().keySet().iterator().next());
  }

  private static String seconds(double millis) {
    return Math.round(millis / 1e3) + " s";
  }
}
