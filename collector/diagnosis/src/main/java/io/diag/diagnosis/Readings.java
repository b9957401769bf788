package io.diag.diagnosis;

import java.util.Arrays;
import java.util.Map;

/**
 * The readings of one series within a {@link SeriesWindow}, in the order of time. A reading is a
 * value, or for a histogram how often something happened since the sample before, how much in sum,
 * and the largest.
 */
public final class Readings {
  private final Map<String, String> labels;
  private long[] times = new long[8];
  private double[] values = new double[8];
  private long[] counts = new long[8];
  private int start;
  private int end;

  Readings(Map<String, String> labels) {
    this.labels = labels;
  }

  public Map<String, String> labels() {
    return labels;
  }

  /** The value of a label, or an empty text. */
  public String label(String name) {
    String value = labels.get(name);
    return value == null ? "" : value;
  }

  public int size() {
    return end - start;
  }

  public long timeMillis(int index) {
    return times[start + index];
  }

  /** The value, or the sum of what a histogram counted. */
  public double value(int index) {
    return values[start + index];
  }

  /** How often a histogram's event happened; 1 for a plain value. */
  public long count(int index) {
    return counts[start + index];
  }

  /** Whether there is a reading of exactly this time at the end. */
  boolean endsAt(long timeMillis) {
    return end > start && times[end - 1] == timeMillis;
  }

  void add(long timeMillis, double value, long count) {
    if (end == times.length) {
      makeRoom();
    }
    times[end] = timeMillis;
    values[end] = value;
    counts[end] = count;
    end++;
  }

  void forgetBefore(long timeMillis) {
    while (start < end && times[start] < timeMillis) {
      start++;
    }
  }

  /** Moves to the front, and grows only when more than half is in use. */
  private void makeRoom() {
    int size = end - start;
    int length = size * 2 > times.length ? times.length * 2 : times.length;
    times = Arrays.copyOf(Arrays.copyOfRange(times, start, end), length);
    values = Arrays.copyOf(Arrays.copyOfRange(values, start, end), length);
    counts = Arrays.copyOf(Arrays.copyOfRange(counts, start, end), length);
    start = 0;
    end = size;
  }
}
