package io.diag.diagnosis.growth;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is alive on the heap, from the pools of each sample. Not for several threads.
 *
 * <p>Of an old generation, what is used now counts: only collections and promotion change it, while
 * its use "after the last collection" is, with G1, that after the last mixed one, which may be long
 * ago. It holds dead objects until a collection has looked at it. So the live set is the least
 * between two such collections: those of a collector that looks at everything, and the remark of a
 * concurrent cycle. G1 before JDK 20 does not tell of its remarks. There, a mixed collection shows:
 * by a new use "after the last collection" where that stays as it is through young ones; or by an
 * old generation that falls below most of what it was since the last look. (A large array of which
 * G1 lets go in a young collection makes it fall, too, but not below what it was before the array.)
 */
final class LiveSet {
  static final String USED = "jvm.memory.used";
  static final String AFTER_GC = "jvm.memory.used_after_last_gc";
  static final String COUNT = "diag.jvm.gc.count";

  /** Collectors that look at the old generation each time. Young ones and pauses do not. */
  private static final Set<String> LOOK_AT_OLD =
      new HashSet<>(
          Arrays.asList(
              "G1 Old Generation",
              "G1 Concurrent GC",
              "PS MarkSweep",
              "MarkSweepCompact",
              "ConcurrentMarkSweep",
              "ZGC Cycles",
              "ZGC Major Cycles",
              "Shenandoah Cycles"));

  /** Less than this is what moves anyway. */
  private static final double CLEARLY_LESS = 0.95;

  private static final int MOST_KEPT = 120;

  private double oldUsed = Double.NaN;
  private double oldAfter = Double.NaN;
  private double youngAfter = Double.NaN;
  private double looks = Double.NaN;

  private double youngs = Double.NaN;

  private double looksBefore = Double.NaN;
  private double youngsBefore = Double.NaN;
  private double oldUsedBefore = Double.NaN;
  private double oldAfterBefore = Double.NaN;

  /** Whether the use "after the last collection" stays as it is through young collections. */
  private boolean held;

  /** What the old generation used since the last look, the latest of it. */
  private final double[] since = new double[MOST_KEPT];

  private int kept;
  private long lookedAtMillis = Long.MIN_VALUE;
  private double least;

  /** Takes a value of the sample in, if it is about the heap. */
  void value(String name, Map<String, String> labels, double value) {
    if (name.equals(COUNT)) {
      String collector = labels.getOrDefault("jvm.gc.name", "");
      if (LOOK_AT_OLD.contains(collector)) {
        looks = plus(looks, value);
      } else if (collector.equals("G1 Young Generation")) {
        youngs = plus(youngs, value);
      }
      return;
    }
    if (!labels.getOrDefault("jvm.memory.type", "").equals("heap")) {
      return;
    }
    boolean old = isOld(labels.getOrDefault("jvm.memory.pool.name", ""));
    if (name.equals(USED) && old) {
      oldUsed = plus(oldUsed, value);
    } else if (name.equals(AFTER_GC) && old) {
      oldAfter = plus(oldAfter, value);
    } else if (name.equals(AFTER_GC)) {
      youngAfter = plus(youngAfter, value);
    }
  }

  /** Ends the sample: what it tells goes to the tracks. */
  void end(long timeMillis, Track heap, Track live) {
    double used = Double.isNaN(oldUsed) || Double.isNaN(oldAfter) ? oldAfter : oldUsed;
    if (!Double.isNaN(youngAfter) || !Double.isNaN(used)) {
      double now = plus(youngAfter, Double.isNaN(used) ? 0 : used);
      heap.put(timeMillis, now);
      if (looks > looksBefore || mixed() || fell(used)) {
        kept = 0;
        lookedAtMillis = timeMillis;
        least = now;
      }
      if (lookedAtMillis != Long.MIN_VALUE) {
        least = Math.min(least, now);
        live.put(lookedAtMillis, least);
      }
      since[kept++ % MOST_KEPT] = used;
    }
    begin();
  }

  private void begin() {
    looksBefore = Double.isNaN(looks) ? looksBefore : looks;
    youngsBefore = youngs;
    oldUsedBefore = oldUsed;
    oldAfterBefore = oldAfter;
    looks = Double.NaN;
    youngs = Double.NaN;
    oldUsed = Double.NaN;
    oldAfter = Double.NaN;
    youngAfter = Double.NaN;
  }

  private boolean mixed() {
    if (youngs > youngsBefore && oldAfter == oldAfterBefore && oldUsed != oldUsedBefore) {
      held = true;
    }
    return held && youngs > youngsBefore && Math.abs(oldAfter - oldAfterBefore) > 0;
  }

  /** Whether so little is used that most of what was used since the last look was dead. */
  private boolean fell(double used) {
    if (kept == 0 || !(used < since[(kept - 1) % MOST_KEPT] * CLEARLY_LESS)) {
      return false;
    }
    int size = Math.min(kept, MOST_KEPT);
    int above = 0;
    for (int i = 0; i < size; i++) {
      above += since[i] > used ? 1 : 0;
    }
    return above * 2 > size;
  }

  private static boolean isOld(String pool) {
    return pool.endsWith("Old Gen")
        || pool.equals("Tenured Gen")
        || pool.equals("ZGC Old Generation");
  }

  private static double plus(double sum, double value) {
    return Double.isNaN(sum) ? value : sum + value;
  }
}
