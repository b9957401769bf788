package io.diag.diagnosis;

import java.util.SplittableRandom;

/** How a quantity goes over time. Asked second by second; noise remembers what it said before. */
public interface Shape {
  double at(long second);

  default Shape plus(Shape other) {
    return second -> at(second) + other.at(second);
  }

  default Shape from(long start) {
    return second -> second < start ? 0 : at(second - start);
  }

  static Shape flat(double level) {
    return second -> level;
  }

  static Shape leak(double perSecond) {
    return second -> perSecond * second;
  }

  /** A cache that fills ever more slowly. */
  static Shape cache(double size, double timeSeconds) {
    return second -> size * (1 - Math.exp(-second / timeSeconds));
  }

  /** A cache that fills in a straight line and then is full. */
  static Shape fill(double size, double seconds) {
    return second -> size * Math.min(1, second / seconds);
  }

  static Shape sawtooth(double height, long period) {
    return second -> height * (second % period) / period;
  }

  /** What a job takes for a while, again and again. */
  static Shape batch(double size, long every, long lasts) {
    return second -> {
      long within = second % every;
      double ramp = Math.min(within, lasts - within) / (lasts / 5.0);
      return size * Math.max(0, Math.min(1, ramp));
    };
  }

  static Shape dayAndNight(double amplitude, double phase) {
    return second -> amplitude * Math.sin(2 * Math.PI * (second / 86_400.0 + phase));
  }

  /**
   * Noise that keeps to itself: the correlation of two values fades within so many seconds.
   *
   * @param deviation of the whole
   */
  static Shape noise(double deviation, double fadesSeconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] state = {0, 0};
    return second -> {
      double keeps = Math.exp(-(second - state[1]) / fadesSeconds);
      state[0] = keeps * state[0] + Math.sqrt(1 - keeps * keeps) * deviation * gauss(random);
      state[1] = second;
      return state[0];
    };
  }

  private static double gauss(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
