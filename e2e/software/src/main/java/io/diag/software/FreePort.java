package io.diag.software;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For software that cannot tell which port it chose itself. */
final class FreePort {
  /** Below those from which the kernel takes the ports of connections. */
  private static final int FIRST = 10_000;

  private static final int COUNT = 20_000;

  /** Processes that start at once look in different places. */
  private static final int STRIDE = 97;

  private static int next = (int) (ProcessHandle.current().pid() * STRIDE % COUNT);

  private FreePort() {}

  /** A port of loopback that nobody listened on just now, another one each time. */
  static synchronized int find() throws IOException {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + next++ % COUNT;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // the next one, then
      }
    }
    throw new IOException("no free port");
  }
}
