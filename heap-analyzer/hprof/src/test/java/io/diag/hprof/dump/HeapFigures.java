package io.diag.hprof.dump;

import java.util.Map;
import java.util.TreeMap;

/** What a dump that is built holds, classes themselves left out. One thread at a time. */
public final class HeapFigures {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> shallowBytes = new TreeMap<>();

  void add(String className, long bytes) {
    counts.merge(className, 1L, Long::sum);
    shallowBytes.merge(className, bytes, Long::sum);
  }

  /** Objects by class; arrays by their elements, as in {@code int[]}. */
  public Map<String, Long> counts() {
    return counts;
  }

  /** Bytes by class, in the pretended heap. */
  public Map<String, Long> shallowBytes() {
    return shallowBytes;
  }
}
