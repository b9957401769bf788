package io.diag.collector.query;

import io.diag.collector.store.StackSums;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each thread took, by name. Not for several threads at once. */
public final class ThreadSums {
  private static final int MAX_THREADS = 500;

  private static final Comparator<ThreadSum> LARGEST_FIRST =
      Comparator.comparingLong(ThreadSum::value)
          .thenComparingLong(ThreadSum::samples)
          .reversed()
          .thenComparing(ThreadSum::name);

  private final Map<String, ThreadSum> sums = new HashMap<>();

  /** All threads of one name together. */
  public record ThreadSum(String name, long samples, long value) {
    private ThreadSum plus(ThreadSum other) {
      return new ThreadSum(
          name, StackSums.plus(samples, other.samples), StackSums.plus(value, other.value));
    }
  }

  void add(String name, long samples, long value) {
    sums.merge(name, new ThreadSum(name, samples, value), ThreadSum::plus);
  }

  public int size() {
    return sums.size();
  }

  /** At most 500. */
  public List<ThreadSum> largest() {
    return sums.values().stream().sorted(LARGEST_FIRST).limit(MAX_THREADS).toList();
  }
}
