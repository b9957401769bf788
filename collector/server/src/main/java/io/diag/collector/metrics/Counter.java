package io.diag.collector.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What only grows, for each combination of its labels' values; those must be few and known. Any
 * thread, nothing blocks.
 */
public final class Counter implements Metric {
  private final String name;
  private final String help;
  private final List<String> labels;
  private final ConcurrentSkipListMap<String, Row> rows = new ConcurrentSkipListMap<>();

  private record Row(List<String> values, LongAdder count) {}

  Counter(String name, String help, List<String> labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
    if (labels.isEmpty()) {
      add(0);
    }
  }

  /**
   * @param values of the labels, in their order
   */
  public void add(long amount, String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels);
    }
    rows.computeIfAbsent(
            String.join("\n", values), key -> new Row(List.of(values), new LongAdder()))
        .count()
        .add(amount);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(Exposition out) {
    if (rows.isEmpty()) {
      return;
    }
    out.family(name, "counter", help);
    rows.values()
        .forEach(row -> out.sample(name, labels, row.values(), (double) row.count().sum()));
  }
}
