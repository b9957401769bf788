package io.diag.collector.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Everything the collector measures of itself: each part adds what it counts when it is made. Any
 * thread.
 */
public final class Metrics {
  /** Of what {@link #text} returns. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Metric> all = new CopyOnWriteArrayList<>();

  public Counter counter(String name, String help, String... labels) {
    return added(new Counter(name, help, List.of(labels)));
  }

  /** Of durations in seconds. */
  public Histogram histogram(String name, String help) {
    return added(new Histogram(name, help));
  }

  /**
   * @param read null while it is not known
   */
  public void gauge(String name, String help, Supplier<? extends Number> read) {
    added(new Readings(name, "gauge", help, List.of(), () -> known(read.get())));
  }

  /** As {@link #gauge}, of what only grows. */
  public void counted(String name, String help, Supplier<? extends Number> read) {
    added(new Readings(name, "counter", help, List.of(), () -> known(read.get())));
  }

  /**
   * @param read the label's values, few and known, and what belongs to each
   */
  public void gauges(String name, String help, String label, Supplier<Map<String, Double>> read) {
    added(new Readings(name, "gauge", help, List.of(label), read));
  }

  /** All of it, sorted by name. Blocks for as long as reading the data directory takes. */
  public String text() {
    Exposition out = new Exposition();
    List<Metric> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Metric::name));
    sorted.forEach(metric -> metric.write(out));
    return out.toString();
  }

  private <M extends Metric> M added(M metric) {
    if (all.stream().anyMatch(other -> other.name().equals(metric.name()))) {
      throw new IllegalStateException("there are two metrics named " + metric.name());
    }
    all.add(metric);
    return metric;
  }

  private static Map<String, Double> known(Number value) {
    return value == null ? Map.of() : Map.of("", value.doubleValue());
  }
}
