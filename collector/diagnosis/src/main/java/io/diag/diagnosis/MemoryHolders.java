package io.diag.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is most of in a JVM, by name: its threads, class loaders, files or classes of objects.
 * Immutable.
 */
public final class MemoryHolders {
  private final List<String> units;
  private final Map<String, List<Long>> amounts;

  /**
   * @param units of the amounts of each, as in {@code {thread}} and {@code By}
   * @param amounts by name, one in each unit, the largest first
   */
  public MemoryHolders(List<String> units, Map<String, List<Long>> amounts) {
    this.units = Lists.copy(units);
    Map<String, List<Long>> copy = new LinkedHashMap<>();
    amounts.forEach((name, each) -> copy.put(name, Lists.copy(each)));
    this.amounts = Collections.unmodifiableMap(copy);
  }

  public List<String> units() {
    return units;
  }

  /** By name, one in each unit, the largest first. */
  public Map<String, List<Long>> amounts() {
    return amounts;
  }
}
