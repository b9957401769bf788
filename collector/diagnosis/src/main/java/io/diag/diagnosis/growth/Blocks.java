package io.diag.diagnosis.growth;

import java.util.Arrays;

/** The known minima of a span, oldest first. */
final class Blocks {
  /** What has risen by this share of the whole has begun to. */
  private static final double FOOT = 0.05;

  private final Span span;
  private final double[] seconds;
  private final double[] values;
  private int size;

  Blocks(Span span) {
    this.span = span;
    seconds = new double[span.blocks()];
    values = new double[span.blocks()];
  }

  /**
   * @param index which of the span's blocks
   */
  void add(int index, double value) {
    seconds[size] = index * span.blockMillis() / 1e3;
    values[size] = value;
    size++;
  }

  /** Those that begin no earlier than so many milliseconds after the span does. */
  Blocks since(long fromMillis) {
    Blocks later = new Blocks(span);
    for (int i = 0; i < size; i++) {
      if (seconds[i] * 1e3 >= fromMillis) {
        later.add((int) Math.round(seconds[i] * 1e3 / span.blockMillis()), values[i]);
      }
    }
    return later;
  }

  /** Those since it began to rise: flat ones before that would hide how the rise bends. */
  Blocks sinceOnset() {
    double foot = values[0] + (values[size - 1] - values[0]) * FOOT;
    int onset = size - 1;
    while (onset > 0 && values[onset] > foot) {
      onset--;
    }
    return since((long) (seconds[onset] * 1e3));
  }

  int size() {
    return size;
  }

  /** For how long something is known, the blocks at both ends included. */
  double knownSeconds() {
    return size == 0 ? 0 : seconds[size - 1] - seconds[0] + span.blockMillis() / 1e3;
  }

  double first() {
    return values[0];
  }

  double last() {
    return values[size - 1];
  }

  /** From the first to the last, a second. */
  double meanSlope() {
    return size < 2 ? 0 : (last() - first()) / (seconds[size - 1] - seconds[0]);
  }

  /** How long before the end of the span the known part begins. */
  long beganMillisAgo() {
    return span.millis() - (long) (seconds[0] * 1e3);
  }

  /** Whether what is newest is of the last quarter of the span. */
  boolean isRecent() {
    return size > 0 && seconds[size - 1] * 1e3 >= span.millis() * 0.75;
  }

  Trend trend() {
    return new Trend(Arrays.copyOf(seconds, size), Arrays.copyOf(values, size));
  }
}
