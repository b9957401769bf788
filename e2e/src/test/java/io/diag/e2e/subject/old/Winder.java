package io.diag.e2e.subject.old;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * As {@link Worker}, but it works at the end of a long way that is another each time, so that
 * profiles of it are large however they are compressed.
 */
public final class Winder {
  private static final int STEPS = 1_900;

  private Winder() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      Thread winder = new Thread(Winder::wind, "winder-" + i);
      winder.setDaemon(true);
      winder.start();
    }
    Worker.work();
  }

  private static void wind() {
    while (true) {
      left(STEPS, ThreadLocalRandom.current());
    }
  }

  private static int left(int steps, ThreadLocalRandom random) {
    return steps == 0
        ? burn()
        : random.nextBoolean() ? left(steps - 1, random) : right(steps - 1, random);
  }

  private static int right(int steps, ThreadLocalRandom random) {
    return steps == 0
        ? burn()
        : random.nextBoolean() ? right(steps - 1, random) : left(steps - 1, random);
  }

  /** One at a time, so that the other one's wait has a long stack as well. */
  private static synchronized int burn() {
    int sum = 0;
    Worker.kept = new byte[1 << 19];
    long until = System.nanoTime() + 10_000_000;
    while (System.nanoTime() < until) {
      sum += 1;
    }
    return sum;
  }
}
