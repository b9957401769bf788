package io.diag.servers;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** Undertow, whose handlers run on its I/O threads unless they ask for a worker. */
public final class UndertowServer {
  private UndertowServer() {}

  public static void main(String[] args) {
    Undertow server =
        Undertow.builder()
            .setIoThreads(1)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(UndertowServer::handle)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Asking.ofHttp(address.getPort());
  }

  private static void handle(HttpServerExchange exchange) {
    exchange.getResponseSender().send(Plant.at(exchange.getRequestPath()));
  }
}
