package io.diag.diagnosis.rule;

import io.diag.diagnosis.Action;
import io.diag.diagnosis.Claim;
import io.diag.diagnosis.Confidence;
import io.diag.diagnosis.Evidence;
import io.diag.diagnosis.FigureEvidence;
import io.diag.diagnosis.Persistence;
import io.diag.diagnosis.Readings;
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

/**
 * What is alive fills nearly the whole heap.
 *
 * <p>What is "used after the last collection" holds dead objects too as long as no collection has
 * looked at the old generation. So this is judged only where the heap was nearly full after each of
 * several collections, and it was at no time less than that; and it is called certain only if one
 * of them looked at everything.
 */
public final class HeapNearMaxRule implements Rule {
  static final long WINDOW_MILLIS = 2 * 60_000;
  static final double WARNING_SHARE = 0.90;
  static final double CRITICAL_SHARE = 0.97;
  static final double CLOSING_SHARE = 0.85;
  static final int COLLECTIONS = 3;

  private static final String AFTER_GC = "jvm.memory.used_after_last_gc";
  private static final String USED = "jvm.memory.used";
  private static final String MAX = "diag.jvm.memory.heap.max";
  private static final String DURATION = "jvm.gc.duration";
  private static final Map<String, String> HEAP =
      Collections.singletonMap("jvm.memory.type", "heap");
  private static final String ONLY = "";
  private static final Persistence PERSISTENCE = new Persistence(30_000, 2 * 60_000, 10 * 60_000);

  @Override
  public String name() {
    return "heap-near-max";
  }

  @Override
  public Set<String> series() {
    return new HashSet<>(Arrays.asList(AFTER_GC, USED, MAX, DURATION));
  }

  @Override
  public Persistence persistence() {
    return PERSISTENCE;
  }

  @Override
  public List<Verdict> judge(Situation situation) {
    return Collections.singletonList(verdict(situation));
  }

  @Override
  public Map<String, String> thresholds() {
    Map<String, String> thresholds = new LinkedHashMap<>();
    thresholds.put("window", Words.duration(WINDOW_MILLIS));
    thresholds.put("collections in the window, at least", String.valueOf(COLLECTIONS));
    thresholds.put("warning from", Words.percent(WARNING_SHARE));
    thresholds.put("critical from", Words.percent(CRITICAL_SHARE));
    thresholds.put("closes below", Words.percent(CLOSING_SHARE));
    thresholds.putAll(Words.persistence(PERSISTENCE));
    return thresholds;
  }

  private static Verdict verdict(Situation situation) {
    SeriesWindow series = situation.series();
    long from = series.newestMillis() - WINDOW_MILLIS;
    SortedMap<Long, Double> afterGc = Sums.since(from, series.of(AFTER_GC));
    SortedMap<Long, Double> max = Sums.since(from, series.of(MAX));
    SortedMap<Long, Double> used =
        Sums.since(from, series.of(USED), pool -> pool.label("jvm.memory.type").equals("heap"));
    if (afterGc.isEmpty() || max.isEmpty() || used.isEmpty() || !situation.knows(WINDOW_MILLIS)) {
      return Verdict.unknown(ONLY);
    }
    double maxBytes = Sums.last(max);
    // What is alive is never more than what is used: it bounds a reading that is out of date.
    double live = Math.min(Sums.least(afterGc), Sums.least(used));
    double share = live / maxBytes;
    if (share < CLOSING_SHARE) {
      return Verdict.absent(ONLY);
    }
    if (share < WARNING_SHARE) {
      return Verdict.between(ONLY);
    }
    if (collections(series.of(DURATION), from, false) < COLLECTIONS) {
      // Nothing has shown that a collection could not free it.
      return Verdict.unknown(ONLY);
    }
    boolean everything = collections(series.of(DURATION), from, true) > 0;
    return Verdict.present(ONLY, claim(live, maxBytes, everything, series));
  }

  private static long collections(List<Readings> all, long fromMillis, boolean ofEverything) {
    long count = 0;
    for (Readings readings : all) {
      for (int i = 0; i < readings.size(); i++) {
        if (readings.timeMillis(i) > fromMillis
            && (!ofEverything || GcEvents.coversEverything(readings))) {
          count += readings.count(i);
        }
      }
    }
    return count;
  }

  private static Claim claim(
      double live, double maxBytes, boolean everything, SeriesWindow series) {
    double share = live / maxBytes;
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(SeriesSpan.of(series, "Heap used after collection", AFTER_GC, HEAP, "By"));
    evidence.add(SeriesSpan.of(series, "Heap maximum", MAX, "By"));
    evidence.add(new FigureEvidence("Left after collection, at least", live, "By"));
    evidence.add(new FigureEvidence("Heap maximum", maxBytes, "By"));
    return new Claim(
        share >= CRITICAL_SHARE ? Severity.CRITICAL : Severity.WARNING,
        everything ? Confidence.CERTAIN : Confidence.LIKELY,
        "Garbage collection leaves at least "
            + Words.percent(share)
            + " of the heap in use ("
            + Words.bytes(live)
            + " of at most "
            + Words.bytes(maxBytes)
            + ")"
            + (everything ? "." : ", though none has looked at everything."),
        evidence,
        Arrays.asList(
            Action.of(
                "See whether it still grows in the memory view: a line that rises is a leak, a flat"
                    + " one a heap that is too small."),
            Action.of(
                "Take a heap dump to see what holds the memory: jcmd PID GC.heap_dump FILE; the"
                    + " application stands still meanwhile."),
            Action.of("Give it more with -Xmx if the container has room beside the heap.")));
  }
}
