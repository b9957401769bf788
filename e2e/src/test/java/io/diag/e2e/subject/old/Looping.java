package io.diag.e2e.subject.old;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.Scanner;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One event loop on a plain selector, which turns every 20 ms. A line on stdin has one of its ticks
 * sleep for so many milliseconds; the answer is how long that tick took by its own clock.
 */
public final class Looping {
  private static final long TURN_MILLIS = 20;

  private Looping() {}

  public static void main(String[] args) throws IOException {
    ConcurrentLinkedQueue<Long> sleeps = new ConcurrentLinkedQueue<>();
    begin(sleeps);
    System.out.println("ready");
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLong()) {
      sleeps.add(lines.nextLong());
    }
  }

  /**
   * Starts a loop.
   *
   * @param sleeps of one tick each, in milliseconds
   */
  static void begin(ConcurrentLinkedQueue<Long> sleeps) throws IOException {
    Selector selector = Selector.open();
    Thread loop = new Thread(() -> loop(selector, sleeps), "looping");
    loop.setDaemon(true);
    loop.start();
  }

  private static void loop(Selector selector, ConcurrentLinkedQueue<Long> sleeps) {
    try {
      while (true) {
        selector.select(TURN_MILLIS);
        long start = System.nanoTime();
        Long millis = sleeps.poll();
        if (millis != null) {
          Thread.sleep(millis);
          System.out.println("slept " + (System.nanoTime() - start) / 1_000 + " us");
        }
      }
    } catch (IOException | InterruptedException ended) {
      System.out.println("ended: " + ended);
    }
  }
}
