package io.diag.collector.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** How long something took, in buckets of seconds. Any thread, nothing blocks. */
public final class Histogram implements Metric {
  private static final double[] BOUNDS_SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final String name;
  private final String help;
  private final LongAdder[] buckets = new LongAdder[BOUNDS_SECONDS.length + 1];
  private final LongAdder sumNanos = new LongAdder();

  Histogram(String name, String help) {
    this.name = name;
    this.help = help;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** Does the work and adds how long it took, whether it succeeds or not. */
  public <T> T time(Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      addNanos(System.nanoTime() - start);
    }
  }

  public void addNanos(long nanos) {
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    int bucket = 0;
    while (bucket < BOUNDS_SECONDS.length && seconds > BOUNDS_SECONDS[bucket]) {
      bucket++;
    }
    sumNanos.add(nanos);
    buckets[bucket].increment();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void write(Exposition out) {
    out.family(name, "histogram", help);
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      double bound = i < BOUNDS_SECONDS.length ? BOUNDS_SECONDS[i] : Double.POSITIVE_INFINITY;
      out.sample(
          name + "_bucket", List.of("le"), List.of(Exposition.number(bound)), (double) count);
    }
    double sum = sumNanos.sum() / (double) TimeUnit.SECONDS.toNanos(1);
    out.sample(name + "_sum", List.of(), List.of(), sum);
    // The sum of the buckets, which a sample added meanwhile cannot make differ from them.
    out.sample(name + "_count", List.of(), List.of(), (double) count);
  }
}
