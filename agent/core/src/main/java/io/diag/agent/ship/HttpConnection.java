package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 connection to the collector. Our own, over a plain socket, because the JDK's clients
 * read and set what belongs to the application: proxies, authenticators, the default TLS context.
 * Used by one thread at a time; blocks up to the timeouts.
 */
final class HttpConnection implements Closeable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEADERS = 100;

  private final CollectorAddress address;

  /** Below TLS, if there is any. */
  private final Socket plain;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private HttpConnection(CollectorAddress address, Socket plain, Socket socket) throws IOException {
    this.address = address;
    this.plain = plain;
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream(), 4096);
    out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param socket new; it is closed if this fails, and closing it meanwhile ends the attempt
   * @param answerMillis how long an answer may take
   * @throws IOException if nobody answers in time or the certificate is not trusted
   */
  static HttpConnection open(CollectorAddress address, Socket socket, int answerMillis)
      throws IOException {
    try {
      InetAddress host = InetAddress.getByName(address.host().replaceAll("[\\[\\]]", ""));
      socket.connect(new InetSocketAddress(host, address.port()), CONNECT_MILLIS);
      socket.setSoTimeout(answerMillis);
      socket.setTcpNoDelay(true);
      return new HttpConnection(address, socket, address.tls() ? secured(socket, address) : socket);
    } catch (IOException | RuntimeException | Error failure) {
      socket.close();
      throw failure;
    }
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws IOException if the connection breaks or the answer is not HTTP; it is of no more use
   */
  HttpResponse send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    request(method, path, headers, body);
    return answer();
  }

  /**
   * Sends a request whose answer is read later.
   *
   * @throws IOException as {@link #send}
   */
  void request(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(address.host()).append(':').append(address.port()).append("\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /**
   * Whether bytes have come that were not read yet, most likely the answer's. Any thread; does not
   * block. The end of the connection is not seen by this.
   *
   * @throws IOException if it is broken
   */
  boolean hasInput() throws IOException {
    return plain.getInputStream().available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * Reads the answer to the last request. Blocks.
   *
   * @throws IOException as {@link #send}
   */
  HttpResponse answer() throws IOException {
    String statusLine = line();
    String[] parts = statusLine.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5]\\d\\d")) {
      throw new IOException(address + " does not speak HTTP");
    }
    int status = Integer.parseInt(parts[1]);
    long length = -1;
    boolean chunked = false;
    boolean keepAlive = parts[0].equals("HTTP/1.1");
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (++count > MAX_HEADERS) {
        throw new IOException("more than " + MAX_HEADERS + " headers in the answer");
      }
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = number(lower.substring(15).trim(), 10);
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      } else if (lower.startsWith("connection:") && lower.contains("close")) {
        keepAlive = false;
      }
    }
    if (status == 100) {
      return answer();
    }
    boolean untilClose = !chunked && length < 0 && status != 204;
    byte[] body = chunked ? chunks() : untilClose ? rest() : exactly(status == 204 ? 0 : length);
    return new HttpResponse(status, body, keepAlive && !untilClose);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      long size = number(line().split(";", 2)[0].trim(), 16);
      if (size == 0) {
        String trailer = line();
        while (!trailer.isEmpty()) {
          trailer = line(); // says nothing we need
        }
        return body.toByteArray();
      }
      check(body.size() + size);
      body.write(exactly(size));
      line();
    }
  }

  private byte[] exactly(long length) throws IOException {
    check(length);
    byte[] bytes = new byte[(int) length];
    for (int at = 0; at < bytes.length; ) {
      int n = in.read(bytes, at, bytes.length - at);
      if (n < 0) {
        throw new EOFException("the answer ends after " + at + " of " + length + " bytes");
      }
      at += n;
    }
    return bytes;
  }

  private byte[] rest() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      check(body.size() + 1L);
      body.write(b);
    }
    return body.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed in the middle of an answer");
      }
      if (line.length() == MAX_LINE_BYTES) {
        throw new IOException("a line of the answer is longer than " + MAX_LINE_BYTES + " bytes");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static void check(long length) throws IOException {
    if (length < 0 || length > MAX_BODY_BYTES) {
      throw new IOException("an answer of " + length + " bytes is more than we read");
    }
  }

  private static long number(String text, int radix) throws IOException {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException malformed) {
      throw new IOException("'" + text + "' is not a length", malformed);
    }
  }

  /** TLS with the JVM's trust store, in a context of our own, and with the host name checked. */
  private static Socket secured(Socket socket, CollectorAddress address) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLSocket secure =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(socket, address.host(), address.port(), /* autoClose= */ true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (GeneralSecurityException noTls) {
      throw new IOException("TLS is not available: " + noTls.getMessage(), noTls);
    }
  }
}
