package io.diag.diagnosis.growth;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Which growth leads to a bound, all kinds that it bounds taken together. No instances. */
public final class Outlook {
  private static final List<MemoryKind> OF_THE_PROCESS =
      Collections.unmodifiableList(
          Arrays.asList(
              MemoryKind.DIRECT,
              MemoryKind.NETTY,
              MemoryKind.NATIVE,
              MemoryKind.METASPACE,
              MemoryKind.CODE,
              MemoryKind.THREADS));

  /** By so much, the resident set may grow unlike the kinds and still be the better measure. */
  private static final double ALIKE = 0.25;

  private Outlook() {}

  /**
   * The growth that leads to the bound. For the whole process it is the sum of the kinds that are
   * likely to grow and not the resident set's alone, which also grows while the heap is touched for
   * the first time; the resident set counts where both agree.
   */
  public static Growth of(Bound bound, MemoryHistory history) {
    switch (bound) {
      case HEAP:
        return history.growth(MemoryKind.HEAP_LIVE);
      case DIRECT:
        return history.growth(MemoryKind.DIRECT);
      case METASPACE:
        return history.growth(MemoryKind.METASPACE);
      case CODE:
        return history.growth(MemoryKind.CODE);
      default:
        return whole(history);
    }
  }

  private static Growth whole(MemoryHistory history) {
    Growth most = Growth.unknown();
    double sum = 0;
    double low = 0;
    double high = 0;
    for (MemoryKind kind : OF_THE_PROCESS) {
      Growth growth = history.growth(kind);
      Span span = growth.span();
      if (growth.isLikely()) {
        boolean counted = kind == MemoryKind.THREADS;
        double rate = counted ? rise(history, MemoryKind.STACKS, span) : growth.perSecond();
        sum += rate;
        low += counted ? rate : Math.max(0, growth.perSecondLow());
        high += counted ? rate : growth.perSecondHigh();
      }
      boolean worse = growth.sureness().compareTo(most.sureness()) > 0;
      most = worse ? growth : most;
    }
    if (!most.isLikely()) {
      return most;
    }
    double resident = rise(history, MemoryKind.RSS, most.span());
    boolean alike = Math.abs(resident - sum) <= ALIKE * sum;
    double best = alike ? resident : sum;
    double level = history.level(MemoryKind.RSS);
    return most.at(best, Math.min(low, best), Math.max(high, Math.max(best, resident)), level);
  }

  private static double rise(MemoryHistory history, MemoryKind kind, Span span) {
    double slope = history.slope(kind, span);
    return slope > 0 ? slope : 0;
  }
}
