package io.diag.software;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For software that cannot tell which port it chose itself. */
final class FreePort {
  private FreePort() {}

  /** A port of loopback that nobody listened on just now. */
  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
