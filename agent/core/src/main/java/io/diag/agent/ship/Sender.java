package io.diag.agent.ship;

import io.diag.wire.Ack;
import io.diag.wire.Hello;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends what the spool holds, oldest first, on one thread of its own, and keeps trying while the
 * collector is away. One bad item never blocks the rest.
 */
public final class Sender {
  private static final long IDLE_MILLIS = 1_000;

  private final Spool spool;
  private final CollectorClient client;
  private final Supplier<Hello> hello;
  private final Consumer<String> log;
  private final Backoff backoff;
  private final Thread thread;
  private volatile boolean helloDue = true;
  private volatile boolean stopping;
  private volatile boolean watched;
  private volatile String trouble = "no contact yet";
  private volatile boolean settled;

  Sender(
      Spool spool,
      CollectorClient client,
      Supplier<Hello> hello,
      Consumer<String> log,
      Backoff backoff) {
    this.spool = spool;
    this.client = client;
    this.hello = hello;
    this.log = log;
    this.backoff = backoff;
    thread = new Thread(null, this::run, "diag-sender", 0);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  public void start() {
    thread.start();
  }

  /** Says hello again before the next item, since what it says has changed. Any thread. */
  public void announce() {
    helloDue = true;
    spool.wake();
  }

  /** Whether somebody looks at this JVM, by the collector's last answer. Any thread. */
  public boolean watched() {
    return watched;
  }

  /** Why nothing gets through, or null while all is well. Any thread. */
  public String trouble() {
    return trouble;
  }

  /**
   * Waits until the first try has succeeded or failed.
   *
   * @throws InterruptedException if interrupted
   */
  public void awaitFirstContact(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    synchronized (spool) {
      while (!settled && System.nanoTime() < deadline) {
        spool.wait(50);
      }
    }
  }

  /**
   * Ends the thread. If the collector answered last time, what still waits is sent first, for at
   * most the given time; else nothing is waited for.
   */
  public void stop(long patienceMillis) {
    long deadline = System.nanoTime() + patienceMillis * 1_000_000;
    try {
      synchronized (spool) {
        while (trouble == null && !spool.isEmpty() && System.nanoTime() < deadline) {
          spool.wait(20);
        }
      }
      stopping = true;
      spool.wake();
      thread.interrupt();
      client.close();
      thread.join(Math.max(1_000, patienceMillis));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopping) {
      try {
        step();
      } catch (InterruptedException stopped) {
        // the loop's condition decides
      } catch (Throwable failure) {
        pause(String.valueOf(failure));
      }
    }
    client.close();
  }

  private void step() throws InterruptedException {
    try {
      if (helloDue) {
        helloDue = false;
        accept(client.hello(hello.get()));
      }
      Item item = spool.awaitOldest(IDLE_MILLIS);
      if (item != null && !stopping) {
        send(item);
      }
    } catch (IOException away) {
      helloDue = true;
      pause(String.valueOf(away.getMessage()));
    }
  }

  private void send(Item item) throws IOException {
    try {
      accept(client.send(item));
      spool.acknowledge(item);
    } catch (RefusedException refused) {
      if (refused.isUnknownJvm()) {
        helloDue = true;
      } else if (refused.isWorthAnotherTry()) {
        throw refused;
      } else {
        spool.refuse(item);
        log.accept(
            "item "
                + item.sequence()
                + " ("
                + item.kind().label()
                + ") was dropped: "
                + refused.getMessage());
      }
    }
  }

  private void accept(Ack ack) {
    watched = ack.watched();
    backoff.reset();
    if (trouble != null) {
      log.accept("the collector answers");
    }
    trouble = null;
    settle();
  }

  private void pause(String why) {
    if (stopping) {
      return;
    }
    if (!why.equals(trouble)) {
      log.accept("cannot send, will keep trying: " + why);
    }
    trouble = why;
    settle();
    try {
      Thread.sleep(backoff.nextMillis());
    } catch (InterruptedException stopped) {
      // the loop's condition decides
    }
  }

  private void settle() {
    settled = true;
    spool.wake();
  }
}
