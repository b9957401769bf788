package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import io.diag.wire.Ack;
import io.diag.wire.AckCodec;
import io.diag.wire.Hello;
import io.diag.wire.HelloCodec;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says hello and sends items over one kept connection. The sender's thread only; blocks. */
final class CollectorClient implements Closeable {
  private final CollectorAddress address;
  private final String jvmId;
  private final String token;
  private volatile HttpConnection connection;
  private volatile Socket connecting;

  /**
   * @param token or null
   */
  CollectorClient(CollectorAddress address, String jvmId, String token) {
    this.address = address;
    this.jvmId = jvmId;
    this.token = token;
  }

  /**
   * Introduces this JVM.
   *
   * @throws RefusedException if the collector answered, but not with 200
   * @throws IOException if it did not answer
   */
  Ack hello(Hello hello) throws IOException {
    Map<String, String> headers = headers("application/json");
    return ack(send("PUT", Wire.jvmPath(jvmId), headers, HelloCodec.write(hello)));
  }

  /**
   * Sends one item.
   *
   * @throws RefusedException if the collector answered, but not with 200
   * @throws IOException if it did not answer
   */
  Ack send(Item item) throws IOException {
    Map<String, String> headers = headers(item.kind().mediaType());
    headers.put("Content-Encoding", "gzip");
    headers.put(Wire.KIND_HEADER, item.kind().label());
    headers.put(Wire.TIME_HEADER, Long.toString(item.timeMillis()));
    headers.putAll(item.headers());
    return ack(send("POST", Wire.itemPath(jvmId, item.sequence()), headers, item.body()));
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

  private HttpResponse send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    boolean reused = connection != null;
    try {
      return exchange(method, path, headers, body);
    } catch (IOException broken) {
      close();
      if (!reused) {
        throw broken;
      }
      return exchange(method, path, headers, body); // the server may close an idle connection
    }
  }

  private HttpResponse exchange(
      String method, String path, Map<String, String> headers, byte[] body) throws IOException {
    if (connection == null) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      connecting = socket;
      connection = HttpConnection.open(address, socket);
      connecting = null;
    }
    HttpResponse response;
    try {
      response = connection.send(method, path, headers, body);
    } catch (IOException | RuntimeException broken) {
      close();
      throw broken;
    }
    if (!response.keepAlive()) {
      close();
    }
    return response;
  }

  private Map<String, String> headers(String mediaType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", mediaType);
    headers.put("User-Agent", "diag-agent");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    return headers;
  }

  private static Ack ack(HttpResponse response) throws IOException {
    if (response.status() != 200) {
      throw new RefusedException(response.status(), response.text());
    }
    return AckCodec.read(new ByteArrayInputStream(response.body()));
  }
}
