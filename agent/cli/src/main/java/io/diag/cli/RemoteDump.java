package io.diag.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A dump that a JVM was asked for. The request runs on a thread of its own, since it takes as long
 * as the dump and nothing ends it sooner: HotSpot stops writing only when it cannot go on.
 */
final class RemoteDump {
  private static final String DONE = "Heap dump file created";

  /** What a JVM may say before it writes. */
  private static final String BEGUN = "Dumping heap to .*";

  private static final long END_MILLIS = 3_000;
  private static final long POLL_MILLIS = 50;

  private final DumpTarget target;
  private final String command;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long beganNanos;
  private volatile long endedNanos;
  private volatile String answer = "";
  private volatile CliException refusal;

  /**
   * @param path as the JVM sees it, without a quotation mark
   * @param options as {@code jcmd} has them
   */
  RemoteDump(DumpTarget target, String path, String... options) {
    this.target = target;
    StringBuilder line = new StringBuilder("GC.heap_dump ");
    for (String option : options) {
      line.append(option).append(' ');
    }
    command = line.append('"').append(path).append('"').toString();
  }

  void start() {
    beganNanos = System.nanoTime();
    Thread request = new Thread(this::ask, "diag-heap-request");
    request.setDaemon(true);
    request.start();
  }

  /** Whether the JVM has answered, or ended. */
  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Waits so long for that; returns whether it is so. */
  boolean await(long millis) throws CliException {
    try {
      return done.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", interrupted);
    }
  }

  /** Since it was asked, until it answered; collection included. */
  double seconds() {
    return ((isDone() ? endedNanos : System.nanoTime()) - beganNanos) / 1e9;
  }

  /**
   * Once it has answered.
   *
   * @throws CliException unless it says that the dump is whole
   */
  void check() throws CliException {
    if (answer.contains(DONE)) {
      return;
    }
    String verdict = answer.replaceFirst(BEGUN, "").trim();
    if (verdict.isEmpty() && hasEnded()) {
      throw new CliException(
          "JVM " + target.pid() + " ended while it wrote its heap; nothing was written");
    }
    if (refusal != null) {
      throw refusal;
    }
    String why = verdict.isEmpty() ? "it does not say why" : verdict;
    throw new CliException(
        "JVM " + target.pid() + " could not write its heap: " + why + "; nothing was written");
  }

  /** Whether it stopped since nobody reads what it writes; once it has answered. */
  boolean isBroken() {
    return answer.contains("Broken pipe");
  }

  /** A connection may break some moments before the process is gone. */
  private boolean hasEnded() throws CliException {
    for (long waited = 0; target.process().isAlive(); waited += POLL_MILLIS) {
      if (waited >= END_MILLIS) {
        return false;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CliException("interrupted", interrupted);
      }
    }
    return true;
  }

  private void ask() {
    try {
      answer = target.ask(command);
    } catch (CliException failed) {
      refusal = failed;
    } finally {
      endedNanos = System.nanoTime();
      done.countDown();
    }
  }
}
