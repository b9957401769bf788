package io.diag.benchmarks.agent;

import java.util.concurrent.CountDownLatch;

/** Threads of an application that wait for work. */
final class RestingThreads implements AutoCloseable {
  private static final int FRAMES = 40;

  private final CountDownLatch over = new CountDownLatch(1);

  private RestingThreads() {}

  /** Returns once all of them rest. */
  static RestingThreads start(int count) throws InterruptedException {
    RestingThreads resting = new RestingThreads();
    CountDownLatch ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> resting.rest(FRAMES, ready), "resting-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    ready.await();
    return resting;
  }

  @Override
  public void close() {
    over.countDown();
  }

  private void rest(int frames, CountDownLatch ready) {
    if (frames > 0) {
      rest(frames - 1, ready);
      return;
    }
    ready.countDown();
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
