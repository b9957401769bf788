package io.diag.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server on this machine, and cuts each connection after some bytes. */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int port;
  private final int mostBytes;
  private final Random random = new Random(7);
  private final AtomicInteger cuts = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private CuttingProxy(ServerSocket server, int port, int mostBytes) {
    this.server = server;
    this.port = port;
    this.mostBytes = mostBytes;
  }

  /**
   * @param mostBytes that go to the server over one connection
   */
  public static CuttingProxy to(int port, int mostBytes) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      CuttingProxy proxy = new CuttingProxy(new ServerSocket(0, 50, loopback), port, mostBytes);
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections it has cut. */
  public int cuts() {
    return cuts.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        int bytes = 1 + random.nextInt(mostBytes);
        threads.execute(() -> serve(client, bytes));
      }
    } catch (IOException closed) {
      // by close()
    }
  }

  private void serve(Socket client, int bytes) {
    try (client;
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
      threads.execute(() -> pass(behind, client, Integer.MAX_VALUE));
      if (pass(client, behind, bytes)) {
        cuts.incrementAndGet();
      }
    } catch (IOException gone) {
      // one of the two ended
    }
  }

  /** Whether it was cut. */
  private static boolean pass(Socket from, Socket to, int most) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      int left = most;
      while (left > 0) {
        int count = in.read(buffer, 0, Math.min(buffer.length, left));
        if (count < 0) {
          return false;
        }
        out.write(buffer, 0, count);
        out.flush();
        left -= count;
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }
}
