package io.diag.collector.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What tells one series of a JVM from another. */
public record SeriesKey(String name, SortedMap<String, String> labels) {
  public SeriesKey {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public static SeriesKey of(String name, Map<String, String> labels) {
    return new SeriesKey(name, new TreeMap<>(labels));
  }

  @Override
  public String toString() {
    return name + labels;
  }
}
