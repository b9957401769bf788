package io.diag.benchmarks.ui;

import java.util.List;

/** Numbers as a page returns them: whole ones come as another type than the rest. */
final class Numbers {
  private Numbers() {}

  static double[] of(Object result) {
    return ((List<?>) result).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }

  static double one(Object result) {
    return ((Number) result).doubleValue();
  }
}
