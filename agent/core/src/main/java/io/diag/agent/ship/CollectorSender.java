package io.diag.agent.ship;

import io.diag.agent.os.AgentThread;
import io.diag.wire.Ack;
import io.diag.wire.Hello;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sends what the spool holds, oldest first, and keeps trying while the collector is away. One bad
 * item never blocks the rest.
 *
 * <p>Its thread lives only while there is something to send. The JDK gives every thread that uses a
 * socket a direct buffer and frees it when the thread ends; so between two readings there is no
 * buffer of ours among the application's.
 */
final class CollectorSender implements Sender {
  private static final long IDLE_MILLIS = 200;

  /** How long the end waits for a collector that has not answered yet. */
  private static final long STRANGER_MILLIS = 300;

  private final Spool spool;
  private final Leftovers leftovers;
  private final CollectorClient client;
  private final Supplier<Hello> hello;
  private final Consumer<String> log;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor lane;
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile boolean helloDue = true;
  private volatile boolean stopping;
  private volatile boolean watched;
  private volatile String trouble = "no contact yet";
  private volatile long nextTryNanos;
  private volatile boolean tried;

  /** The item for which a hello was repeated: a second one would not help either. */
  private volatile long introducedFor;

  /**
   * @param hello called on the sender's thread
   * @param nanoTime a monotonic clock in nanoseconds
   */
  CollectorSender(
      Spool spool,
      Leftovers leftovers,
      CollectorClient client,
      Supplier<Hello> hello,
      Consumer<String> log,
      Backoff backoff,
      LongSupplier nanoTime) {
    this.spool = spool;
    this.leftovers = leftovers;
    this.client = client;
    this.hello = hello;
    this.log = log;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    nextTryNanos = nanoTime.getAsLong();
    lane =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            CollectorSender::thread);
  }

  @Override
  public void kick() {
    if (stopping) {
      return;
    }
    if (nanoTime.getAsLong() - nextTryNanos >= 0) {
      soon(this::drain);
    } else if (!spool.isEmpty()) {
      soon(this::save);
    }
  }

  @Override
  public void announce() {
    helloDue = true;
    kick();
  }

  @Override
  public boolean watched() {
    return watched;
  }

  /** How many connections it took so far: a new one means that the collector was away. */
  int connections() {
    return client.connections();
  }

  @Override
  public long sentBytes() {
    return client.sentBytes();
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public synchronized void awaitFirstContact(long millis) throws InterruptedException {
    long deadline = nanoTime.getAsLong() + millis * 1_000_000;
    for (long left = millis;
        !tried && left > 0;
        left = (deadline - nanoTime.getAsLong()) / 1_000_000) {
      wait(left);
    }
  }

  @Override
  public void stop(long patienceMillis) {
    long start = System.nanoTime();
    try {
      synchronized (this) {
        while ((trouble == null || !tried) && !spool.isEmpty()) {
          long waited = (System.nanoTime() - start) / 1_000_000;
          if (waited >= (tried ? patienceMillis : Math.min(patienceMillis, STRANGER_MILLIS))) {
            break;
          }
          soon(this::drain);
          wait(10);
        }
      }
      stopping = true;
      lane.shutdown(); // an interrupt would close the files it may just write
      client.close();
      leftovers.disconnect();
      if (lane.awaitTermination(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
        leftovers.stop();
        spool.stop();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void soon(Runnable work) {
    if (draining.compareAndSet(false, true)) {
      try {
        lane.execute(work);
      } catch (RejectedExecutionException | OutOfMemoryError notNow) {
        draining.set(
            false); // ended meanwhile, or no thread to be had: the next reading kicks again
      }
    }
  }

  private void drain() {
    try {
      spool.recover();
      boolean more = true;
      while (more && !stopping) {
        more = step();
      }
    } catch (IOException away) {
      helloDue = true;
      failed(away.getMessage());
    } catch (Throwable failure) {
      failed(failure.getMessage());
    } finally {
      draining.set(false);
    }
    if (trouble == null && !spool.isEmpty()) {
      kick(); // something came in the moment in which the loop ended
    }
  }

  /** During a pause: what was read meanwhile goes to disk. */
  private void save() {
    try {
      spool.save();
    } catch (Throwable stays) {
      // no memory: what waits stays where it is
    } finally {
      draining.set(false);
    }
    if (nanoTime.getAsLong() - nextTryNanos >= 0) {
      kick(); // the pause may have ended meanwhile, and the kick of that moment was lost
    }
  }

  private void failed(String why) {
    try {
      pause(why);
      spool.save();
    } catch (OutOfMemoryError noMemoryToSayIt) {
      trouble = "out of memory";
    }
  }

  /** Sends one thing; returns whether there may be more. */
  private boolean step() throws IOException {
    if (helloDue) {
      helloDue = false;
      accept(client.hello(hello.get()));
    }
    if (spool.isCrowded()) {
      spool.save();
    }
    Item item = spool.oldest();
    if (item == null) {
      return leftovers.step();
    }
    send(item);
    return true;
  }

  private void send(Item item) throws IOException {
    try {
      Ack ack = client.send(item);
      spool.acknowledge(item);
      accept(ack);
    } catch (RefusedException refused) {
      if (refused.isUnknownJvm() && introducedFor != item.sequence()) {
        introducedFor = item.sequence();
        helloDue = true;
      } else if (refused.isWorthAnotherTry() || refused.isUnknownJvm()) {
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
    if (tried && trouble != null) {
      log.accept("the collector answers again");
    }
    settle(null);
  }

  private void pause(String reason) {
    if (stopping) {
      return;
    }
    String why = reason == null ? "the connection broke" : reason;
    if (!why.equals(trouble)) {
      log.accept("cannot send, will keep trying: " + why);
    }
    nextTryNanos = nanoTime.getAsLong() + backoff.nextMillis() * 1_000_000;
    settle(why);
  }

  private synchronized void settle(String why) {
    trouble = why;
    tried = true;
    notifyAll();
  }

  private static Thread thread(Runnable work) {
    return AgentThread.create("diag-sender", work);
  }
}
