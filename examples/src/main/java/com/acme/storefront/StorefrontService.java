package com.acme.storefront;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Shows article pages, on loopback, to visitors of its own. */
public final class StorefrontService {
  private static final int VISITORS = 6;

  private StorefrontService() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    new Thread(new EventLoop(server, new ArticlePages()::page), "storefront-loop").start();
    System.out.println("storefront on port " + port);
    for (int i = 0; i < VISITORS; i++) {
      new Thread(new Visitor(port, i), "visitor-" + i).start();
    }
  }
}
