package io.diag.agent.eventloop;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** The plainest event loop: waits, runs what it was handed, waits again. */
final class SelectLoop implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean ended;

  private SelectLoop(String name) throws IOException {
    thread = new Thread(this::loop, name);
    thread.start();
  }

  static SelectLoop start(String name) throws IOException {
    return new SelectLoop(name);
  }

  /** Wakes it up so many times, each time after it went to wait. */
  void turn(int times) {
    for (int i = 0; i < times; i++) {
      run(() -> {});
    }
  }

  /** Has it run a task as its only one of a tick, and returns when it is about to wait again. */
  void run(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    tasks.add(
        () -> {
          task.run();
          done.countDown();
        });
    selector.wakeup();
    try {
      done.await();
      awaitWaiting();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    selector.close();
  }

  /** Nothing but its selector lets the thread stand still. */
  private void awaitWaiting() throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!isSelecting()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(thread + " does not come back to its selector");
      }
      Thread.sleep(1);
    }
  }

  private boolean isSelecting() {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("doSelect")) {
        return true;
      }
    }
    return false;
  }

  private void loop() {
    try {
      while (!ended) {
        selector.select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
