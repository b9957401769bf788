package io.diag.agent.ship;

import io.diag.wire.HelloCodec;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Sends what JVMs left on disk that died while their collector was away: under their own ids and
 * numbers, once in a session, after everything of this JVM's. The sender's thread only; blocks.
 */
final class Leftovers {
  private final SpoolPlaces places;
  private final Function<String, CollectorClient> clients;
  private final Consumer<String> log;
  private final LongSupplier millis;
  private Deque<File> folders;
  private DiskSpool spool;
  private volatile CollectorClient client;
  private boolean introduced;
  private long sent;

  /**
   * @param clients makes a connection for a JVM's id
   * @param millis the time of day
   */
  Leftovers(
      SpoolPlaces places,
      Function<String, CollectorClient> clients,
      Consumer<String> log,
      LongSupplier millis) {
    this.places = places;
    this.clients = clients;
    this.log = log;
    this.millis = millis;
  }

  /**
   * Sends one item; returns whether there may be more.
   *
   * @throws IOException if the collector does not take items now
   */
  boolean step() throws IOException {
    if (folders == null) {
      folders = new ArrayDeque<>(places.ofOthers());
    }
    if (spool == null) {
      File next = folders.poll();
      if (next != null) {
        begin(places.takeOver(next, millis.getAsLong()));
      }
      return next != null;
    }
    Item item = spool.oldest();
    if (item == null) {
      log.accept("sent " + sent + " items that " + spool.folder().path() + " still held");
      spool.delete();
      end();
    } else {
      send(item);
    }
    return true;
  }

  /** Breaks off what is being sent. Any thread. */
  void disconnect() {
    CollectorClient used = client;
    if (used != null) {
      used.close();
    }
  }

  /** Lets go of what is not sent yet, for the next agent. */
  void stop() {
    if (spool != null) {
      spool.close();
      end();
    }
  }

  private void begin(DiskSpool taken) {
    spool = taken;
    client = taken == null ? null : clients.apply(taken.jvmId());
    introduced = false;
    sent = 0;
  }

  private void end() {
    client.close();
    begin(null);
  }

  private void send(Item item) throws IOException {
    try {
      client.send(item);
      sent++;
    } catch (RefusedException refused) {
      if (refused.isUnknownJvm() && !introduced) {
        introduced = true;
        introduce();
        return;
      }
      if (refused.isWorthAnotherTry()) {
        throw refused;
      }
    }
    spool.removeOldest();
  }

  private void introduce() throws IOException {
    try (InputStream in = new FileInputStream(spool.folder().hello())) {
      client.hello(HelloCodec.read(in));
    } catch (RefusedException refused) {
      if (refused.isWorthAnotherTry()) {
        throw refused;
      }
    }
  }
}
