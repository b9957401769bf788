package io.diag.diagnosis.code;

import io.diag.diagnosis.MemoryHolders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes whose objects a recording of live ones found to be kept: what grows, without the walk
 * of the heap for which a histogram stops the JVM. Not thread-safe; memory grows with the classes.
 */
public final class KeptClasses {
  private static final int MOST = 8;

  /** Of less, a sample or two more would have another order. */
  private static final double LEAST_SHARE = 0.02;

  private final Map<String, Long> bytes = new HashMap<>();
  private long total;

  /**
   * Adds what one stack kept of a class.
   *
   * @param name {@code pkg.Class}, also with slashes, or {@code byte[]}
   */
  public void add(String name, long kept) {
    if (kept > 0) {
      bytes.merge(name.replace('/', '.'), kept, Long::sum);
      total += kept;
    }
  }

  /** Those of which most is kept, in bytes; null where there is none. */
  public MemoryHolders most() {
    List<Map.Entry<String, Long>> all = new ArrayList<>(bytes.entrySet());
    all.removeIf(each -> each.getValue() < LEAST_SHARE * total);
    all.sort(
        Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey));
    Map<String, List<Long>> most = new LinkedHashMap<>();
    for (Map.Entry<String, Long> each : all.subList(0, Math.min(MOST, all.size()))) {
      most.put(each.getKey(), Collections.singletonList(each.getValue()));
    }
    return most.isEmpty() ? null : new MemoryHolders(Collections.singletonList("By"), most);
  }
}
