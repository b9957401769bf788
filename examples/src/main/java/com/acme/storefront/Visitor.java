package com.acme.storefront;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Looks at one article after the other; mostly at those that everybody looks at. */
final class Visitor implements Runnable {
  private static final int PAUSE_MILLIS = 20;
  private static final int POPULAR = 3;

  /** One look in so many is at an article that nobody has looked at before. */
  private static final int CURIOSITY = 600;

  private final int port;
  private final Random random;

  Visitor(int port, int number) {
    this.port = port;
    random = new Random(number);
  }

  @Override
  public void run() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      while (true) {
        int article = random.nextInt(CURIOSITY) == 0 ? random.nextInt() : random.nextInt(POPULAR);
        socket
            .getOutputStream()
            .write(("article " + article + "\n").getBytes(StandardCharsets.UTF_8));
        if (in.readLine() == null) {
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException gone) {
      System.err.println("a visitor left: " + gone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
