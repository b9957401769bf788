package io.diag.e2e.subject.old;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Computes and allocates all the time in one thread, and ends with exit code 5 once a line or the
 * end of its input comes. What it prints depends on nothing but itself.
 */
public final class Worker {
  private static volatile boolean ending;

  /** In sight of others, so that no compiler leaves the work out. */
  static volatile Object kept;

  private Worker() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    work();
  }

  /** The whole of it, for those that differ in how they were started. */
  static void work() throws IOException, InterruptedException {
    Thread worker = new Thread(Worker::burn, "worker");
    worker.start();
    System.out.println("ready");
    int first = System.in.read();
    ending = true;
    worker.join();
    System.out.println("told to end by " + (char) first);
    System.exit(5);
  }

  private static void burn() {
    long sum = 0;
    while (!ending) {
      long until = System.nanoTime() + 2_000_000;
      while (System.nanoTime() < until) {
        sum += ThreadLocalRandom.current().nextInt();
      }
      kept = new byte[4096 + (int) (sum & 1)];
      try {
        Thread.sleep(8); // a fifth of a core leaves room for the other runs
      } catch (InterruptedException notOurs) {
        return;
      }
    }
  }
}
