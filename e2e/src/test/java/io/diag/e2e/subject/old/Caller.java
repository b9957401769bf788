package io.diag.e2e.subject.old;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Serves one page to itself over loopback, which tracers notice, and then works on. */
public final class Caller {
  private Caller() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/page",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("page".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
    URL url = new URL("http", "127.0.0.1", server.getAddress().getPort(), "/page");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    byte[] page = new byte[16];
    try (InputStream in = connection.getInputStream()) {
      System.out.println(connection.getResponseCode() + " with " + in.read(page) + " bytes");
    }
    server.stop(0);
    Worker.work();
  }
}
