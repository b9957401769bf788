package io.diag.agent.holder;

import io.diag.wire.Holders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up amounts by name. However many names come, few are kept. Not thread-safe. */
final class Tally {
  /** Names above this are one. */
  private static final int MAX_NAMES = 2_000;

  private static final String OTHERS = "(others)";

  private final Map<String, long[]> sums = new HashMap<>();

  /** Adds amounts, always as many of them. */
  void add(String name, long... amounts) {
    String kept = sums.containsKey(name) || sums.size() < MAX_NAMES ? name : OTHERS;
    long[] sum = sums.computeIfAbsent(kept, absent -> new long[amounts.length]);
    for (int i = 0; i < amounts.length; i++) {
      sum[i] += amounts[i];
    }
  }

  /**
   * The largest.
   *
   * @param by the unit that decides
   */
  Holders most(List<String> units, int by) {
    List<Map.Entry<String, long[]>> all = new ArrayList<>(sums.entrySet());
    all.sort(
        Comparator.comparingLong((Map.Entry<String, long[]> entry) -> entry.getValue()[by])
            .reversed()
            .thenComparing(Map.Entry::getKey));
    List<Holders.Row> rows = new ArrayList<>();
    for (Map.Entry<String, long[]> entry : all.subList(0, Math.min(Holders.MOST, all.size()))) {
      List<Long> amounts = new ArrayList<>();
      for (long amount : entry.getValue()) {
        amounts.add(amount);
      }
      rows.add(new Holders.Row(entry.getKey(), amounts));
    }
    return new Holders(units, rows);
  }
}
