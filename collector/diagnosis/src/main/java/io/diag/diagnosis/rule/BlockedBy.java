package io.diag.diagnosis.rule;

import io.diag.diagnosis.LoopBlock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The blocks that one frame of the code is to blame for. Not thread-safe. */
final class BlockedBy {
  private final String frame;
  private final Map<String, String> loops = new LinkedHashMap<>();
  private final Map<String, Double> millis = new LinkedHashMap<>();
  private int told;
  private double worstMillis;
  private double totalMillis;
  private long firstMillis = Long.MAX_VALUE;

  /**
   * @param frame empty if it is not known
   */
  BlockedBy(String frame) {
    this.frame = frame;
  }

  void add(LoopBlock block) {
    told++;
    loops.put(block.loopId(), block.loopName());
    worstMillis = Math.max(worstMillis, block.durationMillis());
    totalMillis += block.durationMillis();
    firstMillis = Math.min(firstMillis, block.startedAtMillis());
    for (Map.Entry<String, Double> kind : block.millis().entrySet()) {
      millis.merge(kind.getKey(), kind.getValue(), Double::sum);
    }
  }

  String frame() {
    return frame;
  }

  /** Names of the loops, by their ids. */
  Map<String, String> loops() {
    return Collections.unmodifiableMap(loops);
  }

  boolean sharesLoopWith(BlockedBy other) {
    return !Collections.disjoint(loops.keySet(), other.loops.keySet());
  }

  int told() {
    return told;
  }

  double worstMillis() {
    return worstMillis;
  }

  double totalMillis() {
    return totalMillis;
  }

  long firstMillis() {
    return firstMillis;
  }

  /** What most of the time was spent on, or null if nothing is known of that. */
  String mostSpentOn() {
    String most = null;
    for (Map.Entry<String, Double> kind : millis.entrySet()) {
      if (kind.getValue() > 0 && (most == null || kind.getValue() > millis.get(most))) {
        most = kind.getKey();
      }
    }
    return most;
  }
}
