package io.diag.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A proxy that ends TLS before a port of loopback and passes on all else as it is. */
public final class TlsFront implements AutoCloseable {
  private final SSLServerSocket server;
  private final int behind;

  private TlsFront(SSLServerSocket server, int behind) {
    this.server = server;
    this.behind = behind;
  }

  /**
   * Starts one on a free port.
   *
   * @param keys a PKCS12 store with the key and its certificate
   * @param behind the port to pass on to
   */
  public static TlsFront start(Path keys, String password, int behind)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TlsFront front = new TlsFront(server, behind);
    daemon(front::accept);
    return front;
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket collector = new Socket(InetAddress.getLoopbackAddress(), behind);
        daemon(() -> pass(client, collector));
        daemon(() -> pass(collector, client));
      } catch (IOException closedOrRefused) {
        // the next one may come through; once closed the loop ends
      }
    }
  }

  /** Until either side ends. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException broken) {
      // both are closed
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }
}
