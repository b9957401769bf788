package io.diag.collector.store.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps the entries used last, up to a number of them. Not for several threads. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int capacity;

  RecentlyUsed(int capacity) {
    super(16, 0.75f, true);
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > capacity;
  }
}
