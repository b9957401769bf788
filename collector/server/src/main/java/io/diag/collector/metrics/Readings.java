package io.diag.collector.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is read when it is asked for, by the value of one label or without any. Any thread. */
record Readings(
    String name, String type, String help, List<String> labels, Supplier<Map<String, Double>> read)
    implements Metric {
  @Override
  public void write(Exposition out) {
    Map<String, Double> values = read.get();
    if (values.isEmpty()) {
      return;
    }
    out.family(name, type, help);
    values.forEach(
        (label, value) ->
            out.sample(name, labels, labels.isEmpty() ? List.of() : List.of(label), value));
  }
}
