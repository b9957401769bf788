package io.diag.benchmarks.overhead;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends orders at a steady rate over a few connections, whether or not the answers are quick: the
 * next one is due by the clock and not by the answer before.
 */
public final class SteadyLoad implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int ITEMS = 40;

  private final int port;
  private final String path;
  private final long periodNanos;
  private volatile boolean ended;

  private SteadyLoad(int port, String path, long periodNanos) {
    this.port = port;
    this.path = path;
    this.periodNanos = periodNanos;
  }

  static SteadyLoad begin(int port, int requestsPerSecond) {
    return begin(port, "/order", requestsPerSecond);
  }

  /**
   * @param path one that takes orders, or does not mind them
   */
  public static SteadyLoad begin(int port, String path, int requestsPerSecond) {
    long periodNanos = 1_000_000_000L * CONNECTIONS / requestsPerSecond;
    SteadyLoad load = new SteadyLoad(port, path, periodNanos);
    for (int i = 0; i < CONNECTIONS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Thread thread = new Thread(() -> load.run(random), "load-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return load;
  }

  @Override
  public String toString() {
    return CONNECTIONS + " connections, a request each every " + periodNanos / 1_000 + " us";
  }

  @Override
  public void close() {
    ended = true;
  }

  private void run(SplittableRandom random) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      long due = System.nanoTime() + random.nextLong(periodNanos);
      while (!ended) {
        LockSupport.parkNanos(due - System.nanoTime());
        if (System.nanoTime() - due < 0) {
          continue;
        }
        due += periodNanos;
        byte[] body = order(random).getBytes(StandardCharsets.UTF_8);
        String head =
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        Answer.read(in);
      }
    } catch (IOException broken) {
      if (!ended) {
        throw new IllegalStateException("the server went away", broken);
      }
    }
  }

  private static String order(SplittableRandom random) {
    StringBuilder json = new StringBuilder("{\"items\":[");
    for (int i = 0; i < ITEMS; i++) {
      json.append(i == 0 ? "" : ",").append("{\"sku\":\"AB-").append(random.nextInt(100, 9_999));
      json.append("-red\",\"count\":").append(random.nextInt(1, 9)).append('}');
    }
    return json.append("]}").toString();
  }
}
