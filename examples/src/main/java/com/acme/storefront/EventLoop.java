package com.acme.storefront;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** Answers each line that a client sends with a line, all clients on one thread. */
final class EventLoop implements Runnable {
  private static final int LONGEST_LINE = 256;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel server;
  private final UnaryOperator<String> handler;

  EventLoop(ServerSocketChannel server, UnaryOperator<String> handler) throws IOException {
    this.server = server;
    this.handler = handler;
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void run() {
    try {
      while (server.isOpen()) {
        selector.select();
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
          handle(ready.next());
          ready.remove();
        }
      }
    } catch (IOException broken) {
      System.err.println("the event loop ended: " + broken);
    }
  }

  private void handle(SelectionKey key) throws IOException {
    if (key.isAcceptable()) {
      SocketChannel client = server.accept();
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LONGEST_LINE));
      return;
    }
    SocketChannel client = (SocketChannel) key.channel();
    ByteBuffer line = (ByteBuffer) key.attachment();
    try {
      if (client.read(line) < 0 || !line.hasRemaining()) {
        client.close();
      } else if (line.get(line.position() - 1) == '\n') {
        String request = StandardCharsets.UTF_8.decode(line.flip()).toString().trim();
        line.clear();
        client.write(StandardCharsets.UTF_8.encode(handler.apply(request) + "\n"));
      }
    } catch (IOException gone) {
      client.close();
    }
  }
}
