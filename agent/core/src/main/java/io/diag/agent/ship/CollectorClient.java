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
import java.util.Map;

/** Says hello and sends items over one kept connection. The sender's thread only; blocks. */
final class CollectorClient implements Closeable {
  private static final int ANSWER_MILLIS = 10_000;

  private final KeptConnection kept;
  private final String jvmId;
  private final String token;
  private final boolean leftBehind;
  private volatile long sentBytes;

  /**
   * @param token or null
   */
  CollectorClient(CollectorAddress address, String jvmId, String token) {
    this(address, jvmId, token, false);
  }

  private CollectorClient(
      CollectorAddress address, String jvmId, String token, boolean leftBehind) {
    kept = new KeptConnection(address, ANSWER_MILLIS);
    this.jvmId = jvmId;
    this.token = token;
    this.leftBehind = leftBehind;
  }

  /** For what another JVM left behind. */
  static CollectorClient ofLeftovers(CollectorAddress address, String jvmId, String token) {
    return new CollectorClient(address, jvmId, token, true);
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

  /** Bodies as they were sent, repeats included. Any thread. */
  long sentBytes() {
    return sentBytes;
  }

  /** How many connections it took so far: a new one means that the collector was away. */
  int connections() {
    return kept.opened();
  }

  /** Ends the connection, or the attempt to make one. Any thread. */
  @Override
  public void close() {
    kept.close();
  }

  private HttpResponse send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    boolean reused = kept.isOpen();
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
    HttpResponse response;
    try {
      response = kept.open().send(method, path, headers, body);
      addSent(body.length);
    } catch (IOException | RuntimeException broken) {
      close();
      throw broken;
    }
    if (!response.keepAlive()) {
      close();
    }
    return response;
  }

  /** Only the sender's thread adds. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void addSent(int bytes) {
    sentBytes += bytes;
  }

  private Map<String, String> headers(String mediaType) {
    Map<String, String> headers = KeptConnection.headers(token);
    headers.put("Content-Type", mediaType);
    if (leftBehind) {
      headers.put(Wire.LEFT_BEHIND_HEADER, "true");
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
