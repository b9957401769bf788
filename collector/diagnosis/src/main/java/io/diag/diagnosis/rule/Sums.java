package io.diag.diagnosis.rule;

import io.diag.diagnosis.Readings;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Several series of one name as one: the sums of what was read at the same time. */
final class Sums {
  private Sums() {}

  static SortedMap<Long, Double> since(
      long fromMillis, List<Readings> series, Predicate<Readings> wanted) {
    SortedMap<Long, Double> sums = new TreeMap<>();
    for (Readings readings : series) {
      if (wanted.test(readings)) {
        for (int i = 0; i < readings.size(); i++) {
          if (readings.timeMillis(i) >= fromMillis) {
            sums.merge(readings.timeMillis(i), readings.value(i), Double::sum);
          }
        }
      }
    }
    return sums;
  }

  static SortedMap<Long, Double> since(long fromMillis, List<Readings> series) {
    return since(fromMillis, series, any -> true);
  }

  static double least(SortedMap<Long, Double> sums) {
    return Collections.min(sums.values());
  }

  /** The last one. */
  static double last(SortedMap<Long, Double> sums) {
    return sums.get(sums.lastKey());
  }

  static double mean(SortedMap<Long, Double> sums) {
    double total = 0;
    for (double value : sums.values()) {
      total += value;
    }
    return total / sums.size();
  }
}
