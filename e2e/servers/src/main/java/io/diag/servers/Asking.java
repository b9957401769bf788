package io.diag.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.Scanner;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server of the same program: without end for what it answers at once, and for what stands
 * on stdin, as in {@code sleep 200}, in between.
 */
public final class Asking {
  private static final int PAUSE_MILLIS = 20;

  private final LinkedBlockingQueue<String> paths = new LinkedBlockingQueue<>();
  private final Server server;

  /** Is asked for a path, as in {@code /sleep/200}. */
  public interface Server {
    void ask(String path) throws IOException;
  }

  private Asking(Server server) {
    this.server = server;
  }

  /** Does so until stdin ends, and then ends the program. */
  public static void of(Server server) {
    Asking asking = new Asking(server);
    Thread thread = new Thread(asking::ask, "asking");
    thread.setDaemon(true);
    thread.start();
    System.out.println("ready");
    Scanner lines = new Scanner(System.in, "UTF-8");
    while (lines.hasNextLine()) {
      asking.paths.add("/" + lines.nextLine().replace(' ', '/'));
    }
    Runtime.getRuntime().halt(0);
  }

  /** The same of a server that speaks HTTP on loopback. */
  public static void ofHttp(int port) {
    of(
        path -> {
          URLConnection connection =
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
          try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
          }
        });
  }

  private void ask() {
    while (true) {
      try {
        String path = paths.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        server.ask(path == null ? "/ping/0" : path);
      } catch (IOException refused) {
        System.out.println("failed " + refused);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }
}
