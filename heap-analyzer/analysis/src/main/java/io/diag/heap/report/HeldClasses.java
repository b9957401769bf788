package io.diag.heap.report;

import io.diag.heap.analysis.Analysis;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Of which class the objects are that some objects dominate, by what they retain. */
final class HeldClasses {
  private final Analysis analysis;
  private final Map<Integer, Map<Integer, long[]>> byDominator = new HashMap<>();

  /** Goes over all objects once. */
  HeldClasses(Analysis analysis, Set<Integer> dominators) {
    this.analysis = analysis;
    BitSet wanted = new BitSet();
    for (int object : dominators) {
      byDominator.put(object, new HashMap<>());
      wanted.set(object);
    }
    for (int object = 0; object < analysis.graph().objects() && !dominators.isEmpty(); object++) {
      int dominator = analysis.tree().dominator(object);
      if (dominator >= 0 && wanted.get(dominator)) {
        int type = analysis.graph().columns().types.get(object);
        long[] sums = byDominator.get(dominator).computeIfAbsent(type, any -> new long[2]);
        sums[0]++;
        sums[1] += analysis.tree().retainedBytes(object);
      }
    }
  }

  /**
   * @param count of objects
   * @param retainedBytes of them together
   */
  record Held(String className, long count, long retainedBytes) {}

  /** The class that retains most below an object; null if it dominates nothing. */
  Held most(int dominator) {
    Held most = null;
    for (Map.Entry<Integer, long[]> entry : byDominator.get(dominator).entrySet()) {
      long[] sums = entry.getValue();
      if (most == null || sums[1] > most.retainedBytes()) {
        String name = analysis.graph().classes().get(entry.getKey()).name();
        most = new Held(name, sums[0], sums[1]);
      }
    }
    return most;
  }
}
