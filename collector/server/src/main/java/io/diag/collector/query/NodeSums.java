package io.diag.collector.query;

import io.diag.collector.store.StackSums;
import java.util.Arrays;

/** What each node of a {@link CallTree} took itself, as a leaf. Not for several threads at once. */
public final class NodeSums {
  private long[] samples = new long[64];
  private long[] values = new long[64];
  private long allSamples;
  private long allValues;

  void add(int node, long count, long value) {
    if (node >= samples.length) {
      int length = Math.max(node + 1, samples.length * 2);
      samples = Arrays.copyOf(samples, length);
      values = Arrays.copyOf(values, length);
    }
    samples[node] = StackSums.plus(samples[node], count);
    values[node] = StackSums.plus(values[node], value);
    allSamples = StackSums.plus(allSamples, count);
    allValues = StackSums.plus(allValues, value);
  }

  public long samples(int node) {
    return node < samples.length ? samples[node] : 0;
  }

  /** In the unit of the event. */
  public long value(int node) {
    return node < values.length ? values[node] : 0;
  }

  /** Of all nodes. */
  public long samples() {
    return allSamples;
  }

  /** Of all nodes. */
  public long value() {
    return allValues;
  }
}
