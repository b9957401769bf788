package io.diag.collector.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one JVM did of late: its readings merged by spans of equal length, of which the oldest makes
 * way for the newest. Holds 16 bytes a span. Any thread.
 */
final class Trail {
  private final long spanMillis;

  /** Which span each slot holds, counted from the epoch. */
  private final int[] number;

  private final short[] readings;
  private final short[] coreReadings;
  private final float[] cores;
  private final float[] pauseSeconds;

  Trail(long spanMillis, int spans) {
    this.spanMillis = spanMillis;
    number = new int[spans];
    readings = new short[spans];
    coreReadings = new short[spans];
    cores = new float[spans];
    pauseSeconds = new float[spans];
    Arrays.fill(number, -1);
  }

  /**
   * One sample; one that is older than all spans is left out.
   *
   * @param coresUsed null when it was not read
   * @param pausedSeconds how long the JVM stood still since the sample before
   */
  synchronized void add(long timeMillis, Double coresUsed, double pausedSeconds) {
    int span = (int) (timeMillis / spanMillis);
    int slot = span % number.length;
    if (span < number[slot]) {
      return;
    }
    if (span > number[slot]) {
      number[slot] = span;
      readings[slot] = 0;
      coreReadings[slot] = 0;
      cores[slot] = 0;
      pauseSeconds[slot] = 0;
    }
    if (readings[slot] == Short.MAX_VALUE) {
      return;
    }
    readings[slot]++;
    pauseSeconds[slot] += (float) pausedSeconds;
    if (coresUsed != null) {
      coreReadings[slot]++;
      cores[slot] += coresUsed.floatValue();
    }
  }

  /** Merged once more into steps of the axis. */
  synchronized Walk walk(Axis axis) {
    double[] coreSums = new double[axis.steps()];
    int[] coreCounts = new int[axis.steps()];
    long count = 0;
    double paused = 0;
    for (int slot = 0; slot < number.length; slot++) {
      int step = axis.stepOf(number[slot] * spanMillis);
      if (step >= 0 && readings[slot] > 0) {
        count += readings[slot];
        paused += pauseSeconds[slot];
        coreSums[step] += cores[slot];
        coreCounts[step] += coreReadings[slot];
      }
    }
    List<Double> means = new ArrayList<>(coreSums.length);
    for (int step = 0; step < coreSums.length; step++) {
      means.add(coreCounts[step] == 0 ? null : (Double) (coreSums[step] / coreCounts[step]));
    }
    return new Walk(means, count, paused);
  }

  /**
   * @param cores the mean of each step, null where it is not known
   * @param readings how many samples there were in all
   * @param pausedSeconds how long the JVM stood still in all
   */
  record Walk(List<Double> cores, long readings, double pausedSeconds) {}
}
