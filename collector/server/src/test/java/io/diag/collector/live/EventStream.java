package io.diag.collector.live;

import io.diag.collector.RunningCollector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The lines of a live stream as they come, over a socket of its own. */
final class EventStream implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  private EventStream(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Returns once the headers and the first line are there: from then on nothing is missed. */
  static EventStream open(RunningCollector collector, String query) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), collector.port());
    String request = "GET /api/v1/live" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    EventStream stream = new EventStream(socket);
    String status = stream.in.readLine();
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
    stream.next(":");
    return stream;
  }

  /** The next line that begins so, or null at the end of the stream. */
  String next(String beginning) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
      if (line.equals("0")) {
        return null; // the last chunk
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
