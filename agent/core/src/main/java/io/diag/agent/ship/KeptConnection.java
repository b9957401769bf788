package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that is made when it is needed and kept. One thread at a time, but for closing. */
final class KeptConnection implements Closeable {
  private final CollectorAddress address;
  private final int answerMillis;
  private volatile HttpConnection connection;
  private volatile Socket connecting;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * @param answerMillis how long an answer may take
   */
  KeptConnection(CollectorAddress address, int answerMillis) {
    this.address = address;
    this.answerMillis = answerMillis;
  }

  /** What every request says. */
  static Map<String, String> headers(String token) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "diag-agent");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    return headers;
  }

  boolean isOpen() {
    return connection != null;
  }

  /** How often one was made. Any thread. */
  int opened() {
    return opened.get();
  }

  /**
   * The connection, made if there is none. Blocks.
   *
   * @throws IOException if nobody answers in time
   */
  HttpConnection open() throws IOException {
    HttpConnection open = connection;
    if (open == null) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      connecting = socket;
      open = HttpConnection.open(address, socket, answerMillis);
      connection = open;
      connecting = null;
      opened.incrementAndGet();
    }
    return open;
  }

  /** Ends the connection, or the attempt to make one. Any thread. */
  @Override
  public void close() {
    close(connection);
    connection = null;
    close(connecting);
  }

  private static void close(Closeable open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException alreadyGone) {
        // nothing is lost: what was not acknowledged is sent again
      }
    }
  }
}
